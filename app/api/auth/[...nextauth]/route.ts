/** next-auth: sign-in, sign-out, and the OpenID Connect provider's way back. */
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "../options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** A form's size; next-auth reads a body to its end, however long it is. */
const maxBodyBytes = 64 * 1024;

const GET = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, authOptions(request));

async function POST(request: NextRequest, context: Context): Promise<Response> {
  // Without a length a body may be endless. Browsers, and all that sends a form, tell it.
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= maxBodyBytes)) return new Response(null, { status: 413 });
  return NextAuth(request, context, authOptions(request));
}

export { GET, POST };

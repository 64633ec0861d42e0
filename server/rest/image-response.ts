/** An image as an answer: its address names its content, so whoever may see it may keep it for ever. */
import { createHash } from "node:crypto";
import type { Image } from "#contract/rest.ts";

export function imageResponse(request: Request, { type, bytes }: Image): Response {
  const etag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
  const headers = {
    "Cache-Control": "private, max-age=31536000, immutable",
    ETag: etag,
    "X-Content-Type-Options": "nosniff",
    // Opened by itself, it is a picture and nothing else.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
  if (has(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes, {
    headers: { ...headers, "Content-Type": type, "Content-Length": String(bytes.byteLength) },
  });
}

/** `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
const has = (asked: string | null, etag: string): boolean =>
  asked?.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag) ?? false;

/** The next-auth cookie: an encrypted JWT that only names a session. The session's row decides what it is worth. */
import { decode } from "next-auth/jwt";
import { z } from "zod";
import type { Credentials } from "./identity.ts";

/**
 * How long a browser keeps it: as long as browsers keep any cookie. It outlives the session's row on purpose, so
 * that there is one clock for a session's end, the row's.
 * https://developer.chrome.com/blog/cookie-max-age-expires
 */
export const cookieSeconds = 400 * 24 * 60 * 60;

/** By the public URL's scheme, as next-auth names it. */
export const sessionCookieName = (publicUrl: string): string =>
  `${publicUrl.startsWith("https:") ? "__Secure-" : ""}next-auth.session-token`;

const claimsSchema = z.object({ sub: z.uuid(), sid: z.uuid() });
type SessionClaims = z.infer<typeof claimsSchema>;

export type ReadCookie = (headers: Credentials["headers"]) => Promise<SessionClaims | "bad" | null>;

/** Null where there is no such cookie, `"bad"` where it is not one that we wrote. */
export function createReadCookie(publicUrl: string, secret: string): ReadCookie {
  const name = sessionCookieName(publicUrl);
  return async ({ cookie }) => {
    const token = joinChunks(Array.isArray(cookie) ? cookie.join(";") : (cookie ?? ""), name);
    if (token === "") return null;
    const claims = claimsSchema.safeParse(await decode({ token, secret }).catch(() => null));
    return claims.success ? claims.data : "bad";
  };
}

/** The cookie of this name, or its chunks `name.0`, `name.1`, as next-auth splits a long one. */
function joinChunks(header: string, name: string): string {
  const chunks: string[] = [];
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    const key = pair.slice(0, at).trim();
    const chunk = key === name ? "0" : key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
    if (/^\d$/.test(chunk)) chunks[Number(chunk)] = pair.slice(at + 1).trim();
  }
  return chunks.join("");
}

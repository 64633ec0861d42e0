/** Where a cookie counts (AUTH-3): a page of another origin may make a browser send it, so the cookie alone proves nothing. */
import { DomainError } from "#server/domain/errors.ts";
import type { Credentials } from "./identity.ts";

type Asked = Pick<Credentials, "method" | "headers">;

/**
 * By `Origin`; on a GET without it, by `Sec-Fetch-Site: same-origin`; where both are absent, by `Referer`.
 * `allowed` has origins as browsers write them: `https://chat.example.org`.
 */
export function cookieCounts({ method, headers }: Asked, allowed: ReadonlySet<string>): boolean {
  const origin = headers.origin;
  if (origin !== undefined) return typeof origin === "string" && allowed.has(origin);
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return method === "GET" && site === "same-origin";
  const referer = headers.referer;
  return typeof referer === "string" && URL.canParse(referer) && allowed.has(new URL(referer).origin);
}

/** The refusal, in words that lead an operator to the setting. */
export function foreignOrigin({ headers }: Asked, publicUrl: string): DomainError {
  const origin = typeof headers.origin === "string" && URL.canParse(headers.origin) ? ` (${headers.origin})` : "";
  return new DomainError(
    "forbidden",
    `A signed-in browser counts only at ${publicUrl}. If this page${origin} is yours, set PUBLIC_URL or ALLOWED_ORIGINS.`,
  );
}

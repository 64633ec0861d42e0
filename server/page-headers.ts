/** What every answer of Next's carries: for pages a strict Content-Security-Policy with a fresh nonce; and its companions. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

type Options = { readonly publicUrl: string; readonly development: boolean };

/** Sets the headers; Next reads the nonce for its own scripts from the request's copy of the policy. */
export function setPageHeaders(request: IncomingMessage, response: ServerResponse, options: Options): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, options);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  // A layout is not told which page it is around.
  request.headers["x-address"] = request.url?.split("?", 1)[0] ?? "/";
  response.setHeader("Content-Security-Policy", policy);
  setAnswerHeaders(response, options);
}

/** The rest of them. REST's answers bring a policy of their own, which one that is set already would keep out. */
export function setAnswerHeaders(response: ServerResponse, options: Options): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (options.publicUrl.startsWith("https:")) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}

function contentSecurityPolicy(nonce: string, { publicUrl, development }: Options): string {
  const socket = publicUrl.replace(/^http/, "ws");
  // Hot reload evaluates code and injects styles; what is served to people does neither.
  const scripts = development ? `'self' 'nonce-${nonce}' 'unsafe-eval'` : `'self' 'nonce-${nonce}' 'strict-dynamic'`;
  const styles = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

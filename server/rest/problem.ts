/** Errors as `application/problem+json` (RFC 9457). */
import { type ErrorCode, errorTable, type Problem } from "#contract/errors.ts";
import { DomainError } from "#server/domain/errors.ts";

type Override = { readonly status?: number; readonly headers?: Record<string, string> };

export function problemResponse(error: DomainError, { status, headers = {} }: Override = {}): Response {
  const { http, title } = errorTable[error.code];
  const { retryAfterMs, issues } = error;
  const problem: Problem = {
    type: `urn:parley:problem:${error.code}`,
    title: status === 405 ? "Method not allowed" : title,
    status: status ?? http,
    detail: error.message,
    code: error.code,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(issues && { issues }),
  };
  return Response.json(problem, {
    status: problem.status,
    headers: {
      ...restHeaders,
      "Content-Type": "application/problem+json",
      // No Basic here, though the routes of tokens take it: browsers would open their own dialog over the page.
      ...(error.code === "unauthenticated" && { "WWW-Authenticate": "Bearer" }),
      ...(retryAfterMs !== undefined && { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) }),
      ...headers,
    },
  });
}

/** Answers are one person's own: nobody keeps them, guesses their type, or takes them for a page that may load things. */
export const restHeaders = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

export const invalid = (message: string, issues?: { path: string; message: string }[]): DomainError =>
  new DomainError("invalidPayload", message, issues ? { issues } : {});

/** What was thrown, as the caller may know it. */
export const asDomainError = (error: unknown): DomainError =>
  error instanceof DomainError
    ? error
    : new DomainError("internal" satisfies ErrorCode, "Something went wrong here.", { cause: error });

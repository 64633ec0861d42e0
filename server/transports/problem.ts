import type { ServerResponse } from "node:http";
import { errorTable, type Problem } from "#contract/errors.ts";
import { DomainError } from "#server/domain/errors.ts";
import { refusalOf } from "./request.ts";

/** A refusal as `application/problem+json`; what is no DomainError is logged and told as `overloaded`. */
export function sendProblem(response: ServerResponse, error: unknown, onError: (error: unknown) => void): void {
  if (!(error instanceof DomainError)) onError(error);
  const { code, message, status } = refusalOf(error);
  const retryAfterMs = error instanceof DomainError ? error.retryAfterMs : undefined;
  const problem: Problem = {
    type: "about:blank",
    title: errorTable[code].title,
    status,
    detail: message,
    code,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  response.writeHead(status, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(retryAfterMs !== undefined && { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) }),
  });
  response.end(JSON.stringify(problem));
}

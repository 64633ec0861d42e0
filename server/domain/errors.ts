import type { ErrorCode, Issue } from "#contract/errors.ts";

type Extra = { retryAfterMs?: number; issues?: Issue[]; cause?: unknown };

/** Thrown inside, turned into a reply or a problem document at the edge only. `message` is shown to people. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly issues: Issue[] | undefined;

  constructor(code: ErrorCode, message: string, extra: Extra = {}) {
    super(message, { cause: extra.cause });
    this.name = "DomainError";
    this.code = code;
    this.retryAfterMs = extra.retryAfterMs;
    this.issues = extra.issues;
  }
}

/** What may not be seen does not exist: one answer for "is not there" and "is not yours". */
export const notFound = (what = "room"): DomainError => new DomainError("notFound", `There is no such ${what}.`);
export const forbidden = (message = "You may not do that here."): DomainError => new DomainError("forbidden", message);
export const conflict = (message: string): DomainError => new DomainError("conflict", message);

/** Whether somebody asks for more than is given, of what others need, too. */
export const isTooMuch = ({ code }: { readonly code: ErrorCode }): boolean =>
  code === "rateLimited" || code === "overloaded";

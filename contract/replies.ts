/** What answers a command, and how it is made. */
import { type ErrorCode, errorTable } from "./error-table.ts";
import type { ErrorBody, Issue } from "./errors.ts";

export type Reply =
  | { v: 1; type: "reply"; requestId: string; ok: true; payload: unknown }
  | { v: 1; type: "reply"; requestId: string | null; ok: false; error: ErrorBody };

export const success = (requestId: string, payload: unknown): Reply => ({
  v: 1,
  type: "reply",
  requestId,
  ok: true,
  payload,
});

type ErrorExtra = { retryAfterMs?: number; issues?: Issue[] };

export const errorBody = (code: ErrorCode, message: string, extra: ErrorExtra = {}): ErrorBody => ({
  code,
  message,
  retryable: errorTable[code].retryable,
  ...extra,
});

export const failure = (requestId: string | null, error: ErrorBody): Reply => ({
  v: 1,
  type: "reply",
  requestId,
  ok: false,
  error,
});

/**
 * Every error that a reply or a REST answer can carry. A retired code is never used again.
 * `http` is its status by POST and REST; `retryable` says whether the same request may succeed later.
 */
import * as z from "zod/mini";

export const errorCodes = [
  "badEnvelope",
  "unsupportedVersion",
  "unauthenticated",
  "forbidden",
  "notFound",
  "unknownAction",
  "conflict",
  "payloadTooLarge",
  "invalidPayload",
  "rateLimited",
  "overloaded",
  "internal",
  "timeout",
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export type ErrorInfo = { readonly http: number; readonly retryable: boolean; readonly title: string };

export const errorTable = {
  badEnvelope: { http: 400, retryable: false, title: "Not an envelope" },
  unsupportedVersion: { http: 400, retryable: false, title: "Unsupported protocol version" },
  unauthenticated: { http: 401, retryable: false, title: "Sign in first" },
  forbidden: { http: 403, retryable: false, title: "Not allowed" },
  notFound: { http: 404, retryable: false, title: "Not found" },
  unknownAction: { http: 404, retryable: false, title: "Unknown action" },
  conflict: { http: 409, retryable: false, title: "Conflict" },
  payloadTooLarge: { http: 413, retryable: false, title: "Too large" },
  invalidPayload: { http: 422, retryable: false, title: "Invalid payload" },
  rateLimited: { http: 429, retryable: true, title: "Too many requests" },
  overloaded: { http: 503, retryable: true, title: "Overloaded" },
  internal: { http: 500, retryable: true, title: "Internal error" },
  timeout: { http: 504, retryable: true, title: "Timed out" },
} as const satisfies Record<ErrorCode, ErrorInfo>;

export const issueSchema = z.object({ path: z.string(), message: z.string() });
export type Issue = z.infer<typeof issueSchema>;

export const errorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.optional(z.number()),
  issues: z.optional(z.array(issueSchema)),
});
export type ErrorBody = z.infer<typeof errorSchema>;

/** What REST answers instead of its result, as `application/problem+json` (RFC 9457). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: errorCodeSchema,
  retryAfterMs: z.optional(z.number()),
  issues: z.optional(z.array(issueSchema)),
});
export type Problem = z.infer<typeof problemSchema>;

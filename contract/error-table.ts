/**
 * Every error that a reply or a REST answer can carry. A retired code is never used again.
 * `http` is its status by POST and REST; `retryable` says whether the same request may succeed later.
 */
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

export type ErrorCode = (typeof errorCodes)[number];

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

/** How errors are carried. */
import * as z from "zod/mini";
import { errorCodes } from "./error-table.ts";

export const errorCodeSchema = z.enum(errorCodes);

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

export { type ErrorCode, type ErrorInfo, errorCodes, errorTable } from "./error-table.ts";

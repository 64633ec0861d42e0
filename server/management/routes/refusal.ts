import { z } from "zod";
import type { ErrorCode } from "#contract/errors.ts";
import { DomainError } from "#server/domain/errors.ts";

const codes: Readonly<Record<number, ErrorCode>> = {
  401: "forbidden",
  403: "forbidden",
  404: "notFound",
  409: "conflict",
  413: "payloadTooLarge",
  429: "rateLimited",
};
const said = z.object({ message: z.string().min(1).max(1000) });

/** What an endpoint refuses with, in the protocol's words; its own `message` is shown to people. */
export function refusalOf(status: number, text: string): DomainError {
  const code = codes[status] ?? (status >= 400 ? "invalidPayload" : "internal");
  return new DomainError(code, messageOf(text) ?? `The service refused this (${status}).`, {
    ...(code === "rateLimited" && { retryAfterMs: 1_000 }),
  });
}

function messageOf(text: string): string | undefined {
  try {
    return said.safeParse(JSON.parse(text)).data?.message;
  } catch {
    return undefined;
  }
}

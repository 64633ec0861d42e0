import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** An operator may allow less than the protocol does. */
export function checkLength({ textLength }: Context, text: string): void {
  if (text.length <= textLength) return;
  throw new DomainError("invalidPayload", `A message has at most ${textLength} characters here.`, {
    issues: [{ path: "text", message: `at most ${textLength} characters` }],
  });
}

/** Why Parley cannot start, in sentences for the operator: printed as they are, without a stack, before exit code 1. */
import { MigrationError } from "#server/store/migrate.ts";

export class StartError extends Error {
  override readonly name = "StartError";
}

/** What to print of an error that the operator can mend; undefined for any other, whose stack is needed. */
export const sentenceOf = (error: unknown): string | undefined =>
  error instanceof StartError || error instanceof MigrationError ? error.message : undefined;

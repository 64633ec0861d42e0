/** What a failing database means for the one who asked. Codes: PostgreSQL's appendix A. */
import { DomainError } from "#server/domain/errors.ts";

/**
 * Unique violation, deadlock, serialization failure; foreign key violation, where what was found is gone, such as a webhook
 * that is just removed: another writer was there first, so look again.
 */
const races = new Set(["23505", "40P01", "40001", "23503"]);

export const isRace = (error: unknown): boolean => races.has(codeOf(error) ?? "");

/** PostgreSQL's SQLSTATE; undefined where the error came from elsewhere, such as a lost connection. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const code = codeOf(error);
  // Class 22: a value that PostgreSQL can't take, such as a NUL character; 23: a value that a constraint refuses.
  if (code?.startsWith("22") || code?.startsWith("23"))
    return new DomainError("invalidPayload", "The database refused the value.", { cause: error });
  if (code === "57014") return new DomainError("timeout", "The database took too long.", { cause: error });
  // Class 53: out of connections, memory or disk.
  if (code?.startsWith("53"))
    return new DomainError("overloaded", "The database has no room for more right now.", {
      cause: error,
      retryAfterMs: 1000,
    });
  return new DomainError(
    "internal",
    "The database could not be reached; whether it was done is not known. Try again.",
    { cause: error },
  );
}

/** What becomes of an error that nobody is told of: a line in the log, and a flood of the same kind is one line. */
import type { Logger } from "./logger.ts";

/** Whom or what an error concerned, by ids. */
export type Concerned = Readonly<Record<string, string | null | undefined>>;

/** While the database is away everything that needs it fails alike: said this often, without stacks. */
const awayEveryMs = 5_000;

export function createReport(log: Pick<Logger, "error" | "warn">, now: () => number = Date.now) {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (error: unknown, about: Concerned = {}): void => {
    const reason = awayReason(error);
    if (reason === undefined) {
      log.error({ err: error, ...about }, "unexpected");
      return;
    }
    if (now() - saidAt < awayEveryMs) return;
    saidAt = now();
    log.warn({ reason }, "the database cannot be reached");
  };
}

/** The operating system's codes of a lost or refused connection, and PostgreSQL's classes 08 and 57P (appendix A). */
const awayCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|08...|57P..)$/;
/** node-postgres gives these no code. */
const awayMessages = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

function awayReason(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    const syscall = "syscall" in at || code.length === 5;
    if ((awayCodes.test(code) && syscall) || awayMessages.test(at.message)) return at.message || code;
  }
  return undefined;
}

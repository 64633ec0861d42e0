import { DomainError } from "#server/domain/errors.ts";

/** A command that is not done by then is answered `timeout`; its key makes asking again safe. */
const commandTimeoutMs = 10_000;

/** What the work answers, or throws `timeout`; the work itself goes on, and nobody hears of it. */
export async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError("timeout", "This takes too long. Try again.")), commandTimeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

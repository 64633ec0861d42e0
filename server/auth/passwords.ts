/** Argon2id, a few at a time. */
import argon2 from "argon2";
import { DomainError } from "#server/domain/errors.ts";

/**
 * OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each takes one of libuv's four threads: two stay free for files and names, whatever a flood of sign-ins does. */
const maxAtOnce = 2;
/** About two seconds' worth; who would wait longer is told to come back. */
const maxWaiting = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** The encoded hash, salt and parameters included. Throws `overloaded` where too many wait. */
export const hashPassword = (password: string): Promise<string> => limited(() => argon2.hash(password, parameters));

/**
 * Whether the password is that of the hash. Without one (no such account, or none that signs in by password) it works
 * as long, and says no: the time does not tell who has an account.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const right = await limited(async () => argon2.verify(hash ?? (await decoy), password));
  return hash !== null && right;
}

/** Of a password that nobody knows. */
const decoy = argon2.hash(crypto.randomUUID(), parameters);

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxAtOnce) {
    if (waiting.length >= maxWaiting)
      throw new DomainError("overloaded", "Too many people are signing in. Try again in a moment.", {
        retryAfterMs: 2000,
      });
    // Whoever finishes hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

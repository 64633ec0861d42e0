/** The one-time links that the server prints for its operator. */
import { randomUUID } from "node:crypto";
import { emailSchema } from "#contract/rest.ts";
import type { IdentityStore } from "#server/domain/account-ports.ts";
import { digestOf, newSecret } from "./secrets.ts";

/**
 * Where the server has no account yet: the link to make the first, and the only one that works from now on.
 * Null where there is an account.
 */
export async function ensureSetupLink(store: Pick<IdentityStore, "setup">, publicUrl: string): Promise<string | null> {
  const secret = newSecret();
  return (await store.setup.setSetupDigest(digestOf(secret))) ? `${publicUrl}/setup?setup=${secret}` : null;
}

/** How long a link to a new password works. */
export const resetHours = 24;

/** For an operator who knows the person: there may be no mail server. Null where no account signs in by this e-mail. */
export async function createResetLink(
  store: Pick<IdentityStore, "accounts" | "resets">,
  publicUrl: string,
  email: string,
): Promise<string | null> {
  const parsed = emailSchema.safeParse(email);
  const account = parsed.success ? await store.accounts.byEmail(parsed.data) : null;
  if (!account) return null;
  const secret = newSecret();
  await store.resets.create({ id: randomUUID(), userId: account.user.id, digest: digestOf(secret), hours: resetHours });
  return `${publicUrl}/reset/${secret}`;
}

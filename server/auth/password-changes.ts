/** New passwords, and the end of whatever the old one had opened. */
import type { IdentityStore } from "#server/domain/account-ports.ts";
import { DomainError, forbidden } from "#server/domain/errors.ts";
import type { Attempts } from "./attempts.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { digestOf } from "./secrets.ts";

export type PasswordChanges = {
  /** Throws `forbidden` where `current` is wrong. Every session of the person but `keep` ends. */
  change(input: { userId: string; current: string; password: string; keep: string | null }): Promise<void>;
  /** Throws `forbidden` where the link does not work (any more). Every session of the person ends. */
  redeem(input: { reset: string; password: string; address: string }): Promise<void>;
};

type Deps = { readonly store: IdentityStore; readonly perAccount: Attempts; readonly perAddress: Attempts };

export function createPasswordChanges({ store, perAccount, perAddress }: Deps): PasswordChanges {
  return {
    async change({ userId, current, password, keep }) {
      // A stolen session must not be good for guessing the password.
      perAccount.count(`password of ${userId}`);
      if (!(await verifyPassword(await store.accounts.passwordHash(userId), current)))
        throw new DomainError("forbidden", "The current password is not right.");
      await store.accounts.setPassword(userId, await hashPassword(password), keep);
    },
    async redeem({ reset, password, address }) {
      perAddress.count(address);
      if (!(await store.resets.redeem(digestOf(reset), await hashPassword(password))))
        throw forbidden("This link was used, or is too old. Ask for a new one.");
    },
  };
}

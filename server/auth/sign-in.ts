/** Signing in by e-mail and password or by OpenID Connect, and signing out. */
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { emailSchema, nameSchema } from "#contract/rest.ts";
import type { Account, AccountStore, IdentityStore } from "#server/domain/account-ports.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import type { Attempts } from "./attempts.ts";
import { networkOf } from "./network.ts";
import { verifyPassword } from "./passwords.ts";

type SignedIn = { userId: string; sessionId: string; name: string };
type Typed = { email: string; password: string; address: string };

export type SignIn = {
  /** Null for any mismatch, in the same time. Throws `rateLimited`. */
  byPassword(input: Typed & { userAgent: string }): Promise<SignedIn | null>;
  /** The same without a session, for one request (AUTH-5). */
  check(input: Typed): Promise<{ actor: Actor; passwordHash: string } | null>;
  byOidc(input: OidcProfile & { userAgent: string }): Promise<SignedIn | null>;
  out(sessionId: string): Promise<void>;
};

type OidcProfile = { subject: string; email: string | null; emailVerified: boolean; name: string };

type Deps = {
  readonly store: IdentityStore;
  readonly sessionSeconds: number;
  /** Whether someone whom the provider vouches for may make an account by themselves. */
  readonly open: boolean;
  readonly perAccount: Attempts;
  readonly perAddress: Attempts;
  readonly onNewMember: (actor: Actor) => Promise<void>;
};

export function createSignIn({ store, sessionSeconds, open, perAccount, perAddress, onNewMember }: Deps): SignIn {
  async function begin({ actor }: Account, userAgent: string, passwordHash?: string): Promise<SignedIn | null> {
    const session = { id: randomUUID(), userId: actor.id, userAgent: userAgent.slice(0, 300), seconds: sessionSeconds };
    const began = await store.sessions.create({ ...session, ...(passwordHash !== undefined && { passwordHash }) });
    return began ? { userId: actor.id, sessionId: session.id, name: actor.name } : null;
  }

  /** The account, and its password's hash, where the password is right. */
  async function verified({ email, password, address }: Typed): Promise<(Account & { passwordHash: string }) | null> {
    const network = networkOf(address);
    perAddress.count(network);
    const parsed = emailSchema.safeParse(email);
    // Counted with the address, so that nobody locks another out of their account from elsewhere.
    perAccount.count(`${network} ${parsed.success ? parsed.data : ""}`);
    const account = parsed.success ? await store.accounts.byEmail(parsed.data) : null;
    const passwordHash = account?.passwordHash ?? null;
    const right = await verifyPassword(passwordHash, password.slice(0, 256));
    return right && account && passwordHash !== null ? { ...account, passwordHash } : null;
  }

  return {
    check: verified,
    async byPassword({ userAgent, ...typed }) {
      const account = await verified(typed);
      return account && begin(account, userAgent, account.passwordHash);
    },
    async byOidc({ userAgent, ...profile }) {
      const account = (await findByOidc(store.accounts, profile)) ?? (open ? await join(profile) : null);
      return account && begin(account, userAgent);
    },
    out: (sessionId) => store.sessions.end(sessionId),
  };

  async function join({ subject, email, emailVerified, name }: OidcProfile): Promise<Account | null> {
    if (await store.accounts.isEmpty()) return null;
    const parsed = emailSchema.safeParse(email);
    const account = {
      id: newId(),
      name: z.catch(nameSchema, "Someone new").parse(name),
      email: emailVerified && parsed.success ? parsed.data : null,
      passwordHash: null,
      oidcSubject: subject,
    };
    try {
      const created = await store.accounts.create(account, { kind: "open" });
      await onNewMember(created.actor);
      return created;
    } catch (error) {
      // Two tabs at once, or a deactivated account of the same e-mail or subject.
      if (error instanceof DomainError && error.code === "conflict") return store.accounts.byOidcSubject(subject);
      throw error;
    }
  }
}

/**
 * By the provider's subject, else by an e-mail that the provider has verified: an unverified one may be anybody's.
 * The subject is then remembered, so that a later change of the e-mail changes nothing; and whatever stood under this
 * e-mail before ends, password, sessions and tokens, as nobody had verified whose it was: else someone could make an
 * account in another's name and wait for them ("pre-hijacking", https://arxiv.org/abs/2205.10174).
 */
async function findByOidc(accounts: AccountStore, profile: OidcProfile): Promise<Account | null> {
  const known = await accounts.byOidcSubject(profile.subject);
  if (known) return known;
  const email = emailSchema.safeParse(profile.email);
  if (!profile.emailVerified || !email.success) return null;
  const account = await accounts.byEmail(email.data);
  if (!account) return null;
  return (await accounts.linkOidc(account.user.id, profile.subject)) ? account : null;
}

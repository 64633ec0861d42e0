/** What identity asks of the store. Every time is the database's, so that nodes with different clocks agree. */

import type { User, UserRole, Workspace } from "#contract/entities.ts";
import type { RestAnswer } from "#contract/rest.ts";
import type { Actor } from "./actor.ts";

/** SHA-256 of a secret; the secret itself is never stored. */
export type Digest = Uint8Array<ArrayBuffer>;

export type NewAccount = {
  readonly id: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string | null;
  readonly passwordHash: string | null;
  readonly oidcSubject: string | null;
};

/** What lets an account in once the server has its owner. */
export type Admission = { readonly kind: "open" } | { readonly kind: "invite"; readonly digest: Digest };

/** As others see someone, and as they act. */
export type Account = { readonly user: User; readonly actor: Actor };

/** An account that may sign in: neither a bot nor deactivated. */
export type SignInAccount = Account & { readonly passwordHash: string | null };

export type UserPatch = { readonly role?: UserRole | undefined; readonly deactivated?: boolean | undefined };

export interface AccountStore {
  isEmpty(): Promise<boolean>;
  /** The server's workspace; null before its first account. */
  workspace(): Promise<Workspace | null>;
  byEmail(email: string): Promise<SignInAccount | null>;
  byOidcSubject(subject: string): Promise<SignInAccount | null>;
  /** Ends the account's password, sessions and tokens. False, and nothing, where it belongs to another subject already. */
  linkOidc(userId: string, subject: string): Promise<boolean>;
  /**
   * Makes the first account, the owner, and its workspace; null where there is an account already, however many ask at once.
   * With `setup`, throws `forbidden` unless it is the digest of the set-up link's token, which it uses up.
   */
  createOwner(account: NewAccount, workspace: Workspace, setup: Digest | null): Promise<Account | null>;
  /** Throws `forbidden` where the invite does not work (any more), `conflict` where the e-mail is taken; then no use is counted. */
  create(account: NewAccount, admission: Admission): Promise<Account>;
  profile(userId: string): Promise<{ user: User; workspace: Workspace; email: string | null } | null>;
  passwordHash(userId: string): Promise<string | null>;
  rename(userId: string, name: string): Promise<User>;
  /** Ends every session of the person but `keep`, in the same transaction. */
  setPassword(userId: string, passwordHash: string, keep: string | null): Promise<void>;
  /** People and bots by name; a guest is shown only those they share, or shared, one of their rooms with. */
  list(actor: Actor, query: { q?: string | undefined; limit: number }): Promise<User[]>;
  /**
   * Applies what `decide` allows, under the locks of those concerned; `decide` throws to refuse. Deactivating ends the
   * person's sessions and tokens. Throws `notFound` for another workspace's user.
   */
  change(
    actor: Actor,
    userId: string,
    patch: UserPatch,
    decide: DecideChange,
  ): Promise<{ user: User; changed: boolean }>;
}

export type DecideChange = (actor: Actor, target: User, patch: UserPatch, activeOwners: number) => void;

/** Ids of sessions and tokens. */
type Credentials = { readonly sessions: readonly string[]; readonly tokens: readonly string[] };

export interface SessionStore {
  /**
   * False, and nothing, where the account was deactivated meanwhile, or no longer has the password that was checked
   * (`passwordHash`; absent where none was): whatever ends its sessions ends this one, too.
   */
  create(session: {
    id: string;
    userId: string;
    userAgent: string;
    seconds: number;
    passwordHash?: string;
  }): Promise<boolean>;
  /** One statement: a session that counts, with its person as they are now. */
  find(sessionId: string): Promise<{ actor: Actor; expiresAt: Date } | null>;
  /** Makes a live session last this long from now; null where it has ended. */
  extend(sessionId: string, seconds: number): Promise<Date | null>;
  list(userId: string): Promise<{ id: string; userAgent: string; createdAt: Date; expiresAt: Date }[]>;
  /** Whether there was such a live session. */
  revoke(userId: string, sessionId: string): Promise<boolean>;
  revokeAll(userId: string): Promise<void>;
  /** A sign-out, which knows only the session. */
  end(sessionId: string): Promise<void>;
  /** Of these sessions and tokens, the ids of those that count, in one statement. */
  living(ids: Credentials): Promise<ReadonlySet<string>>;
  /** What these are called, in one statement: a session by its user agent, a token by its name. */
  named(ids: Credentials): Promise<ReadonlyMap<string, { name: string; createdAt: Date }>>;
}

/** What lets a person make a token: a live session, or the password that was just checked, by its hash. */
export type Voucher =
  | { readonly kind: "session"; readonly sessionId: string }
  | { readonly kind: "password"; readonly passwordHash: string };

export interface TokenStore {
  /**
   * Throws `conflict` beyond 100 living tokens of a person, `unauthenticated` where what vouches for them has ended
   * meanwhile: else a token could outlive whatever ends all of a person's credentials.
   */
  create(token: { id: string; userId: string; name: string; digest: Digest; by: Voucher }): Promise<void>;
  /** One statement, which also notes the use, at most once a minute. */
  use(digest: Digest): Promise<{ actor: Actor; tokenId: string } | null>;
  find(tokenId: string): Promise<Actor | null>;
  list(userId: string): Promise<RestAnswer<"tokens.list">["tokens"]>;
  revoke(userId: string, tokenId: string): Promise<boolean>;
}

export interface TicketStore {
  /** False where it was used before, on whichever node. */
  consume(jti: string, expiresAt: Date): Promise<boolean>;
  /**
   * The same under an idempotency key (ENV-5): resolves again for the same key and digest. Throws `unauthenticated` where
   * the ticket was used before or has expired, `conflict` where the key was used for something else.
   */
  consumeKeyed(
    ticket: { jti: string; expiresAt: Date },
    key: { userId: string; requestId: string; digest: Uint8Array },
  ): Promise<void>;
}

export interface InviteStore {
  /** When it expires. Throws `conflict` beyond 100 working invites of a person, `unauthenticated` for one deactivated. */
  create(invite: {
    id: string;
    workspaceId: string;
    createdById: string;
    digest: Digest;
    role: UserRole;
    maxUses: number | null;
    hours: number;
  }): Promise<Date>;
  /** Those that still work, newest first; with `createdById`, that person's own. */
  list(workspaceId: string, createdById: string | null): Promise<RestAnswer<"invites.list">["invites"]>;
  /** Whether there was one that worked; with `createdById`, of that person's own. */
  revoke(workspaceId: string, inviteId: string, createdById: string | null): Promise<boolean>;
  /** What a working invite leads to. */
  preview(digest: Digest): Promise<RestAnswer<"invitations.get"> | null>;
}

export interface ResetStore {
  create(reset: { id: string; userId: string; digest: Digest; hours: number }): Promise<void>;
  /** Until when the reset works; null where it does not (any more). */
  expiry(digest: Digest): Promise<Date | null>;
  /** Uses the reset up, sets the password and ends every session, in one transaction; false where the reset does not work. */
  redeem(digest: Digest, passwordHash: string): Promise<boolean>;
}

/** A picture as this server encoded it, WebP, and its SHA-256. */
export type Picture = { readonly bytes: Uint8Array; readonly digest: Uint8Array };

export interface PictureStore {
  /** In the place of the one before. `changed` is false where it is that one; throws `unauthenticated` for one deactivated. */
  put(userId: string, picture: Picture & { readonly url: string }): Promise<{ user: User; changed: boolean }>;
  remove(userId: string): Promise<{ user: User; changed: boolean }>;
  /** Of someone whom the actor knows, as `AccountStore.list` has it, deactivated or not; null where it is not theirs (any more). */
  find(actor: Actor, userId: string, digest: Uint8Array): Promise<Uint8Array | null>;
}

export interface SetupStore {
  /** Remembers the set-up token of the first account; false where there is an account already. */
  setSetupDigest(digest: Digest): Promise<boolean>;
}

/** Everything that identity remembers. */
export type IdentityStore = {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly tickets: TicketStore;
  readonly invites: InviteStore;
  readonly resets: ResetStore;
  readonly setup: SetupStore;
  readonly pictures: PictureStore;
};

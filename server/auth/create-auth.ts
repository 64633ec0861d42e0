/** Puts identity together: one for each node. */
import type { IdentityStore } from "#server/domain/account-ports.ts";
import type { Actor } from "#server/domain/actor.ts";
import { type Attempts, createAttempts, unlimited } from "./attempts.ts";
import { createAuthenticator } from "./authenticator.ts";
import type { RequestAuthenticator } from "./identity.ts";
import { createPasswordChanges, type PasswordChanges } from "./password-changes.ts";
import { createReadCookie, sessionCookieName } from "./session-cookie.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";
import { createSignUp, type Registration, type SignUp } from "./sign-up.ts";
import { createTickets, type Tickets } from "./tickets.ts";

export type AuthConfig = {
  /** An origin, without a slash at its end. */
  readonly publicUrl: string;
  readonly publicUrlIsLoopback: boolean;
  /** Besides the public URL. */
  readonly allowedOrigins: readonly string[];
  readonly authSecret: string;
  readonly registration: Registration;
  /** How long a session lasts after its last use; 30 days where absent. */
  readonly sessionSeconds?: number;
  /** False where `LIMITS=off` lifts rates. */
  readonly limited: boolean;
};

type AuthDeps = {
  readonly store: IdentityStore;
  /** Called after someone other than the first joined. An account stands, whatever this does: it must not throw. */
  readonly onNewMember: (actor: Actor) => Promise<void>;
};

export type Auth = {
  readonly authenticator: RequestAuthenticator;
  readonly tickets: Tickets;
  readonly signIn: SignIn;
  readonly signUp: SignUp;
  readonly passwords: PasswordChanges;
  /** By address: accounts, invites looked at. */
  readonly registrations: Attempts;
  readonly sessionCookie: string;
  readonly allowedOrigins: ReadonlySet<string>;
};

const monthSeconds = 30 * 24 * 60 * 60;

export function createAuth(config: AuthConfig, { store, onNewMember }: AuthDeps): Auth {
  const { publicUrl, authSecret, registration, sessionSeconds = monthSeconds } = config;
  const allowedOrigins = new Set([publicUrl, ...config.allowedOrigins]);
  const rate = (burst: number, perMinute: number) =>
    config.limited ? createAttempts({ burst, perMinute }) : unlimited;
  // A person mistypes a few times; a guesser gets five passwords a minute. Many people may share an office's address.
  const perAccount = rate(10, 5);
  const perAddress = rate(60, 30);
  const tickets = createTickets(publicUrl, authSecret);
  const signIn = createSignIn({
    store,
    sessionSeconds,
    open: registration === "open",
    perAccount,
    perAddress,
    onNewMember,
  });
  const authenticator = createAuthenticator({
    store,
    tickets,
    readCookie: createReadCookie(publicUrl, authSecret),
    publicUrl,
    allowedOrigins,
    sessionSeconds,
    basic: signIn.check,
  });
  return {
    authenticator,
    tickets,
    signIn,
    signUp: createSignUp({ store, registration, setupRequired: !config.publicUrlIsLoopback, onNewMember }),
    passwords: createPasswordChanges({ store, perAccount, perAddress }),
    registrations: rate(30, 15),
    sessionCookie: sessionCookieName(publicUrl),
    allowedOrigins,
  };
}

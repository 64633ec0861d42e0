/** The only door through which app/ enters. It reaches database and broker through the domain, never a live socket: of open connections it is told by a port. */
import type { User, Workspace } from "#contract/entities.ts";
import { read } from "./process.ts";

/** A person as a page's server side sees them. */
export type Visitor = {
  user: User;
  workspace: Workspace;
  /** The history of the database that the page is made in (SYN-3). */
  epoch: string;
};

export type SignIn = { userId: string; sessionId: string; name: string };

export interface Facade {
  readonly settings: {
    readonly publicUrl: string;
    readonly authSecret: string;
    readonly registration: "invite" | "open" | "closed";
    readonly oidc?:
      | { readonly name: string; readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
      | undefined;
    /** Name of the session cookie, by the public URL's scheme. */
    readonly sessionCookie: string;
    readonly secureCookies: boolean;
    readonly sessionSeconds: number;
    /** Whether `/design` shows the components: in development, and for tests on the machine itself. */
    readonly designPage: boolean;
  };
  /** Answers any request under `/api/v1` from the table of routes. */
  rest(request: Request): Promise<Response>;
  /** Who a page is rendered for; null where nobody is signed in. */
  visitor(cookieHeader: string | null): Promise<Visitor | null>;
  /** Whether the first account is still to be made. */
  needsOwner(): Promise<boolean>;
  /** The one-time link to make the first account, where one is needed: on an address that others can reach. */
  setupLink(): Promise<string | null>;
  /** E-mail and password; null for any mismatch, in the same time. Throws `rateLimited`. */
  signIn(input: { email: string; password: string; address: string; userAgent: string }): Promise<SignIn | null>;
  /** Someone whom the OpenID Connect provider vouches for; null where registration does not let them in. */
  signInOidc(input: {
    subject: string;
    email: string | null;
    emailVerified: boolean;
    name: string;
    userAgent: string;
  }): Promise<SignIn | null>;
  signOut(sessionId: string): Promise<void>;
}

export function facade(): Facade {
  const value = read();
  if (!value)
    throw new Error("The app runs inside server/main.ts only: start Parley with `npm start` or `npm run dev`.");
  return value as Facade;
}

/** What authentication finds out about a request or a connection. */
import type { Actor } from "#server/domain/actor.ts";

/** What an identity came from; when it ends, so do its connections (AUTH-7). */
export type Credential =
  | { readonly kind: "session"; readonly sessionId: string; readonly expiresAt: Date }
  | { readonly kind: "token"; readonly tokenId: string };

export type Identity = { readonly actor: Actor; readonly credential: Credential };

/** The parts of a request that identity is read from; header names in lower case. */
export type Credentials = {
  readonly method: string;
  /** Path and query as requested. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What a Socket.IO CONNECT packet brought. */
  readonly auth?: { readonly token?: string | undefined; readonly ticket?: string | undefined };
};

export interface Authenticator {
  /**
   * For a connection's opening: token, ticket or cookie, in that order (AUTH-2). A ticket is consumed.
   * Throws `unauthenticated`, or `forbidden` for a cookie from a foreign origin (AUTH-3).
   */
  connection(credentials: Credentials): Promise<Identity>;
  /** For REST and commands: token or cookie, a cookie from any page on GET and HEAD. Tickets are no good here (AUTH-4). */
  request(credentials: Credentials): Promise<Identity>;
  /** Consumes a ticket of this same user, for `extendSession`; what the connection now lives by. */
  extend(actor: Actor, ticket: string, requestId: string): Promise<Credential>;
  /** Of these credentials, those that have ended by now: expired, revoked, their user deactivated. */
  ended(credentials: readonly Credential[]): Promise<readonly Credential[]>;
}

/** An e-mail and password vouch for one request, as long as the account has the hash that was checked. */
export type RequestIdentity = {
  readonly actor: Actor;
  readonly credential: Credential | { readonly kind: "password"; readonly passwordHash: string };
};

export interface RequestAuthenticator extends Authenticator {
  /** For the routes of access tokens, which take HTTP Basic too (AUTH-5). Throws `rateLimited` after many tries. */
  requestOrBasic(credentials: Credentials): Promise<RequestIdentity>;
}

/** Who is asking: a token, a ticket or a cookie, in that order (AUTH-2). What is there but wrong is refused, never passed over. */

import type { IdentityStore } from "#server/domain/account-ports.ts";
import type { Actor } from "#server/domain/actor.ts";
import { digest } from "#server/domain/digest.ts";
import { DomainError, forbidden } from "#server/domain/errors.ts";
import type { Credential, Credentials, Identity, RequestAuthenticator, RequestIdentity } from "./identity.ts";
import { networkOf } from "./network.ts";
import { cookieCounts, foreignOrigin } from "./origins.ts";
import { digestOf } from "./secrets.ts";
import type { ReadCookie } from "./session-cookie.ts";
import type { Ticket, Tickets } from "./tickets.ts";

type Deps = {
  readonly store: IdentityStore;
  readonly tickets: Tickets;
  readonly readCookie: ReadCookie;
  readonly publicUrl: string;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly sessionSeconds: number;
  /** E-mail and password as HTTP Basic (AUTH-5); null where they don't match. Throws `rateLimited`. */
  readonly basic: (input: { email: string; password: string; address: string }) => Promise<Checked | null>;
};

type Checked = { readonly actor: Actor; readonly passwordHash: string };

const unauthenticated = (message: string): DomainError => new DomainError("unauthenticated", message);
const dayMs = 24 * 60 * 60 * 1000;

export function createAuthenticator(deps: Deps): RequestAuthenticator {
  const { store, tickets } = deps;

  /** The order of AUTH-2; `ticket` is what a ticket is worth here. */
  async function identify(
    credentials: Credentials,
    allow: { everyGet: boolean; ticket: (ticket: string) => Promise<Identity> },
  ): Promise<Identity> {
    const { headers, auth } = credentials;
    const [scheme, secret] = authorization(headers.authorization);
    if (scheme === "bearer") return byToken(secret);
    if (auth?.token !== undefined) return byToken(auth.token);
    const ticket = auth?.ticket ?? ticketOf(credentials.url);
    if (ticket !== null) return allow.ticket(ticket);
    return byCookie(credentials, allow.everyGet);
  }

  async function byToken(token: string): Promise<Identity> {
    // Anything else would be hashed for nothing, and must not be taken for a cookie's or a ticket's turn.
    const found = /^ply_[\w-]{43}$/.test(token) ? await store.tokens.use(digestOf(token)) : null;
    if (!found) throw unauthenticated("The access token is not valid (any more).");
    return { actor: found.actor, credential: { kind: "token", tokenId: found.tokenId } };
  }

  async function byPassword(encoded: string, address: string): Promise<RequestIdentity> {
    const text = Buffer.from(encoded, "base64").toString("utf8");
    const at = text.indexOf(":");
    const found = at > 0 ? await deps.basic({ email: text.slice(0, at), password: text.slice(at + 1), address }) : null;
    if (!found) throw unauthenticated("E-mail and password do not match.");
    return { actor: found.actor, credential: { kind: "password", passwordHash: found.passwordHash } };
  }

  async function byCookie(credentials: Credentials, everyGet: boolean): Promise<Identity> {
    const claims = await deps.readCookie(credentials.headers);
    if (claims === null) throw unauthenticated("Sign in first.");
    // Before the session is looked at: a foreign page learns nothing, not even whether someone is signed in.
    const reads = credentials.method === "GET" || credentials.method === "HEAD";
    if (!(everyGet && reads) && !cookieCounts(credentials, deps.allowedOrigins))
      throw foreignOrigin(credentials, deps.publicUrl);
    const session = claims === "bad" ? null : await store.sessions.find(claims.sid);
    if (claims === "bad" || session?.actor.id !== claims.sub)
      throw unauthenticated("Your session has ended. Sign in again.");
    const { actor } = session;
    const expiresAt = await prolong(claims.sid, session.expiresAt);
    return { actor, credential: { kind: "session", sessionId: claims.sid, expiresAt } };
  }

  /** A session lasts `sessionSeconds` from its last use; its row is written at most once a day. */
  async function prolong(sessionId: string, expiresAt: Date): Promise<Date> {
    const whole = deps.sessionSeconds * 1000;
    if (expiresAt.getTime() - Date.now() > whole - Math.min(dayMs, whole / 2)) return expiresAt;
    return (await store.sessions.extend(sessionId, deps.sessionSeconds)) ?? expiresAt;
  }

  async function byTicket(text: string): Promise<Identity> {
    const ticket = await tickets.read(text);
    const identity = await behind(ticket);
    if (!(await store.tickets.consume(ticket.jti, ticket.expiresAt)))
      throw unauthenticated("The ticket was used before.");
    return identity;
  }

  /** What the ticket came from, if that still counts. */
  async function behind({ credential: { kind, id }, userId }: Ticket): Promise<Identity> {
    const found = kind === "session" ? await ofSession(id) : await ofToken(id);
    if (found?.actor.id !== userId) throw unauthenticated("What the ticket came from has ended.");
    return found;
  }

  async function ofSession(sessionId: string): Promise<Identity | null> {
    const session = await store.sessions.find(sessionId);
    return (
      session && { actor: session.actor, credential: { kind: "session", sessionId, expiresAt: session.expiresAt } }
    );
  }

  async function ofToken(tokenId: string): Promise<Identity | null> {
    const actor = await store.tokens.find(tokenId);
    return actor && { actor, credential: { kind: "token", tokenId } };
  }

  const request = (credentials: Credentials): Promise<Identity> =>
    identify(credentials, {
      everyGet: true,
      ticket: async () => {
        throw unauthenticated("A ticket opens a connection; it is no good for requests.");
      },
    });

  return {
    connection: (credentials) => identify(credentials, { everyGet: false, ticket: byTicket }),

    request,

    async requestOrBasic(credentials) {
      const [scheme, secret] = authorization(credentials.headers.authorization);
      if (scheme !== "basic") return request(credentials);
      return byPassword(secret, addressOf(credentials.headers));
    },

    async extend(actor: Actor, text: string, requestId: string) {
      const ticket = await tickets.read(text, { late: true });
      if (ticket.userId !== actor.id) throw forbidden("The ticket is someone else's.");
      const { credential } = await behind(ticket);
      const key = { userId: actor.id, requestId, digest: digest("extendSession", "", { ticket: text }) };
      await store.tickets.consumeKeyed(ticket, key);
      return credential;
    },

    async ended(credentials) {
      const sessions = credentials.flatMap((each) => (each.kind === "session" ? [each.sessionId] : []));
      const tokens = credentials.flatMap((each) => (each.kind === "token" ? [each.tokenId] : []));
      if (credentials.length === 0) return [];
      const living = await store.sessions.living({ sessions, tokens });
      return credentials.filter((each) => !living.has(idOf(each)));
    },
  };
}

const idOf = (credential: Credential): string =>
  credential.kind === "session" ? credential.sessionId : credential.tokenId;

function authorization(header: string | string[] | undefined): [scheme: string, secret: string] {
  const [, scheme = "", secret = ""] = /^(\S+) +(\S+) *$/.exec(typeof header === "string" ? header : "") ?? [];
  // A header without a secret is still a credential: it must not fall through to the cookie.
  return header !== undefined && scheme === "" ? ["bearer", ""] : [scheme.toLowerCase(), secret];
}

const ticketOf = (url: string): string | null => new URL(url, "http://parley.invalid").searchParams.get("jwt");

/** Of what did not come in through http.ts: a page's own server side. */
export const unknownAddress = "unknown";

/** The client's address (its network, see networkOf), as http.ts found it behind the trusted proxies; whatever a client sent under this name is gone by then. */
export function addressOf(headers: Credentials["headers"]): string {
  const address = headers["x-parley-address"];
  return typeof address === "string" ? networkOf(address) : unknownAddress;
}

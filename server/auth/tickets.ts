/** Connect tickets (AUTH-4): short-lived, signed so that a gateway in front can check them without asking us. */
import { randomUUID } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import type { Identity } from "./identity.ts";
import { deriveKey } from "./secrets.ts";

const ticketSeconds = 60;

const claimsSchema = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  exp: z.number(),
  /** What the ticket came from; the connection that it opens ends with it (AUTH-7). */
  cred: z.templateLiteral([z.enum(["session", "token"]), ":", z.uuid()]),
});
export type Ticket = {
  readonly userId: string;
  readonly jti: string;
  readonly expiresAt: Date;
  readonly credential: { readonly kind: "session" | "token"; readonly id: string };
};

export type Tickets = {
  issue(identity: Identity): Promise<{ ticket: string; expiresAt: string }>;
  /** Throws `unauthenticated` for what we did not sign or what has expired. `late` accepts an expired one, which a repeated command may carry. */
  read(ticket: string, options?: { late?: boolean }): Promise<Ticket>;
};

/** The HS256 key, for a gateway in front to check tickets by; `iss` is the public URL. */
export const ticketKey = (authSecret: string): Uint8Array => deriveKey(authSecret, "parley connect ticket v1");

export function createTickets(publicUrl: string, authSecret: string): Tickets {
  const key = ticketKey(authSecret);
  return {
    async issue({ actor, credential }) {
      const iat = Math.floor(Date.now() / 1000);
      const exp = iat + ticketSeconds;
      const id = credential.kind === "session" ? credential.sessionId : credential.tokenId;
      const ticket = await new SignJWT({ cred: `${credential.kind}:${id}` })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuer(publicUrl)
        .setSubject(actor.id)
        .setIssuedAt(iat)
        .setExpirationTime(exp)
        .setJti(randomUUID())
        .sign(key);
      return { ticket, expiresAt: new Date(exp * 1000).toISOString() };
    },
    async read(ticket, { late = false } = {}) {
      const { payload } = await jwtVerify(ticket, key, {
        algorithms: ["HS256"],
        issuer: publicUrl,
        ...(late ? { currentDate: new Date(0) } : {}),
      }).catch((cause: unknown) => {
        const message = cause instanceof errors.JWTExpired ? "The ticket has expired." : "The ticket is not valid.";
        throw new DomainError("unauthenticated", message, { cause });
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) throw new DomainError("unauthenticated", "The ticket is not valid.");
      const { sub, jti, exp, cred } = claims.data;
      const kind = cred.startsWith("session:") ? "session" : "token";
      return {
        userId: sub,
        jti,
        expiresAt: new Date(exp * 1000),
        credential: { kind, id: cred.slice(kind.length + 1) },
      };
    },
  };
}

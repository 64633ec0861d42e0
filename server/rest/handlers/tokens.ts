import { randomUUID } from "node:crypto";
import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { forbidden, notFound } from "#server/domain/errors.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const tokenHandlers = ({ store, auth }: RestDeps) =>
  ({
    "tokens.create": async ({ identity, body }) => {
      const { actor, credential } = identity;
      // Else whoever stole one could make more, and outlive its revocation.
      if (credential.kind === "token")
        throw forbidden("A token cannot make tokens: sign in, or use your e-mail and password.");
      const token = `ply_${newSecret()}`;
      const id = randomUUID();
      await store.tokens.create({ id, userId: actor.id, name: body.name, digest: digestOf(token), by: credential });
      return { id, token };
    },

    "tokens.list": async ({ identity }) => ({ tokens: await store.tokens.list(identity.actor.id) }),

    "tokens.delete": async ({ identity, params }) => {
      if (!(await store.tokens.revoke(identity.actor.id, params.id))) throw notFound("token");
      return null;
    },

    "tickets.create": ({ identity }) => auth.tickets.issue(identity),
  }) satisfies Partial<Handlers>;

import { requireAdmin } from "#server/domain/accounts/permissions.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const deadLetterHandlers = ({ integrations: { deadLetters } }: RestDeps) =>
  ({
    "deadLetters.list": async ({ identity: { actor }, query }) => {
      requireAdmin(actor);
      return deadLetters.list(actor, query);
    },

    "deadLetters.get": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      return { deadLetter: await deadLetters.get(actor, params.id) };
    },

    "deadLetters.replay": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      await deadLetters.replay(actor, params.id);
      return null;
    },

    "deadLetters.delete": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      await deadLetters.discard(actor, params.id);
      return null;
    },
  }) satisfies Partial<Handlers>;

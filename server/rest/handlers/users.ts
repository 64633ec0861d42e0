import { mayChangeUser } from "#server/domain/accounts/permissions.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const userHandlers = ({ store, domain }: RestDeps) =>
  ({
    "users.list": async ({ identity, query }) => ({ users: await store.accounts.list(identity.actor, query) }),

    "users.update": async ({ identity, params, body }) => {
      const { user, changed } = await store.accounts.change(identity.actor, params.id, body, mayChangeUser);
      if (changed) await domain.userChanged(user);
      return { user };
    },
  }) satisfies Partial<Handlers>;

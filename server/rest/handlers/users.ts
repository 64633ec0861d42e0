import { mayChangeUser } from "#server/domain/accounts/permissions.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const userHandlers = ({ store, domain }: RestDeps) =>
  ({
    "users.list": async ({ identity, query }) => ({ users: await store.accounts.list(identity.actor, query) }),

    "users.update": async ({ identity, params, body }) => {
      const { user, changed } = await store.accounts.change(identity.actor, params.id, body, mayChangeUser);
      if (changed) await domain.userChanged(user);
      // Also where nothing changed: the first time, it may have been cut short.
      if (user.deactivatedAt) await domain.handOverRooms(identity.actor, user.id);
      return { user };
    },
  }) satisfies Partial<Handlers>;

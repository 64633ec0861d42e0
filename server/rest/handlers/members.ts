import type { Handlers, RestDeps } from "../handler.ts";

export const memberHandlers = ({ domain }: RestDeps) =>
  ({
    "members.list": ({ identity, params }) => domain.listMembers(identity.actor, params.room),

    "members.put": async ({ identity, params, body }) => ({
      member: await domain.putMember(identity.actor, params.room, params.userId, body.role),
    }),

    "members.delete": async ({ identity, params }) => {
      await domain.removeMember(identity.actor, params.room, params.userId);
      return null;
    },
  }) satisfies Partial<Handlers>;

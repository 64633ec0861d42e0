import { Already, type Handlers, type RestDeps } from "../handler.ts";

export const messageHandlers = ({ domain, rates }: RestDeps) =>
  ({
    "messages.list": ({ identity, params, query }) => domain.listMessages(identity.actor, params.room, query),

    "messages.create": async ({ identity, params, body }) => {
      rates.messages.count(identity.actor.id);
      const { message, repeated } = await domain.sendMessage(identity.actor, params.room, body);
      return repeated ? new Already({ message }) : { message };
    },

    "changes.list": ({ identity, params, query }) => domain.changes(identity.actor, params.room, query),
  }) satisfies Partial<Handlers>;

import { randomUUID } from "node:crypto";
import { Already, type Handlers, type RestDeps } from "../handler.ts";

export const roomHandlers = ({ domain, rates }: RestDeps) =>
  ({
    "rooms.create": async ({ identity, body }) => {
      rates.rooms.count(identity.actor.id);
      const { room, created } = await domain.createRoom(identity.actor, body);
      return created ? { room } : new Already({ room });
    },

    "rooms.list": ({ identity, query }) => domain.listRooms(identity.actor, query),

    "rooms.get": async ({ identity, params }) => ({ room: await domain.getRoom(identity.actor, params.room) }),

    "rooms.update": async ({ identity, params, body }) => ({
      room: await domain.updateRoom(identity.actor, params.room, body),
    }),

    "preferences.update": async ({ identity, params, body }) => ({
      preferences: await domain.choosePreferences(identity.actor, params.room, body),
    }),

    "rooms.join": async ({ identity: { actor }, params: { room } }) => {
      await domain.dispatch(actor, { action: "joinRoom", requestId: randomUUID(), roomId: room, payload: {} });
      return { room: await domain.getRoom(actor, room) };
    },

    "rooms.leave": async ({ identity: { actor }, params: { room } }) => {
      await domain.dispatch(actor, { action: "leaveRoom", requestId: randomUUID(), roomId: room, payload: {} });
      return null;
    },
  }) satisfies Partial<Handlers>;

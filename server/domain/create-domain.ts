/** The door (domain.ts), on a store and a broker. */
import { defaultLimits } from "#contract/limits.ts";
import type { Context } from "./context.ts";
import { roomIdOf } from "./context.ts";
import { dispatch } from "./dispatch.ts";
import type { Domain } from "./domain.ts";
import { notFound } from "./errors.ts";
import { newId } from "./ids.ts";
import { choosePreferences } from "./memberships/choose-preferences.ts";
import { handOverRooms } from "./memberships/hand-over-rooms.ts";
import { putMember } from "./memberships/put-member.ts";
import { removeMember } from "./memberships/remove-member.ts";
import { markAllRead } from "./messages/mark-all-read.ts";
import { send } from "./messages/send-message.ts";
import type { Broker, Cause } from "./ports.ts";
import { browseRooms } from "./rooms/browse-rooms.ts";
import { createRoom } from "./rooms/create-room.ts";
import { load } from "./rooms/creating.ts";
import { roomToConnect } from "./rooms/room-to-connect.ts";
import { updateRoom } from "./rooms/update-room.ts";
import type { Store } from "./store.ts";

type Options = { readonly textLength?: number };

export function createDomain(
  store: Store,
  broker: Broker,
  { textLength = defaultLimits.textLength }: Options = {},
): Domain {
  const context: Context = { store, broker, textLength };
  return {
    dispatch: (actor, command, cause) =>
      dispatch(cause ? { ...context, broker: tellingCause(broker, cause) } : context, actor, command),
    createRoom: (actor, input) => createRoom(context, actor, input),
    updateRoom: (actor, room, patch) => updateRoom(context, actor, room, patch),
    roomToConnect: (actor, room) => roomToConnect(context, actor, room),
    putMember: (actor, room, userId, role) => putMember(context, actor, room, userId, role),
    removeMember: (actor, room, userId) => removeMember(context, actor, room, userId),
    sendMessage: (actor, room, { requestId = newId(), ...payload }) =>
      send(context, actor, { action: "sendMessage", requestId, roomId: room, payload }),
    choosePreferences: (actor, room, patch) => choosePreferences(context, actor, room, patch),
    markAllRead: (actor) => markAllRead(context, actor),

    listRooms: async (actor, { browse, ...query }) =>
      browse === "true"
        ? browseRooms(context, actor, query)
        : { rooms: (await store.myRooms(actor.id)).filter(named(query.q ?? "")) },
    getRoom: async (actor, room) => load(context, actor, await roomIdOf(context, actor, room)),
    listMembers: async (actor, room) => found(await store.members(actor.id, await roomIdOf(context, actor, room))),
    listMessages: async (actor, room, page) =>
      found(await store.messages(actor.id, await roomIdOf(context, actor, room), page)),
    async changes(actor, room, { since, epoch }) {
      const answer = found(await store.catchUp(actor.id, await roomIdOf(context, actor, room), since));
      const other = epoch !== undefined && epoch !== (await store.epoch());
      return other ? { roomId: answer.roomId, status: "reset", head: answer.head } : answer;
    },

    epoch: () => store.epoch(),

    handOverRooms: (actor, userId) => handOverRooms(context, actor, userId),

    async userChanged(user) {
      const timestamp = new Date().toISOString();
      broker.publish({
        kind: "neighbours",
        userId: user.id,
        event: { v: 1, type: "event", event: "user.updated", timestamp, payload: { user } },
      });
    },
  };
}

const tellingCause = (broker: Broker, cause: Cause): Broker => ({
  publish: (message) => broker.publish(message.kind === "room" ? { ...message, cause } : message),
  subscribe: (listener) => broker.subscribe(listener),
  close: () => broker.close(),
});

/** What the store says of a room that the actor is not in. */
function found<T>(answer: T | null): T {
  if (answer === null) throw notFound();
  return answer;
}

const named = (q: string) => (room: { name: string; slug: string }) =>
  `${room.name} ${room.slug}`.toLowerCase().includes(q.toLowerCase());

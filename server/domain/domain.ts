/** The one door for every change and every read of rooms: sockets, POST and REST all come through here. */
import type { Action, Result, SyncRoom } from "#contract/commands.ts";
import type { Member, Message, MyRoom, Preferences, RoomRole, User } from "#contract/entities.ts";
import type { Command } from "#contract/envelope.ts";
import type { RestAnswer, RestBody, RestQuery } from "#contract/rest.ts";
import type { Actor } from "./actor.ts";
import type { Cause } from "./ports.ts";

/**
 * Every method throws `DomainError`; a room that the actor may not see is `notFound`.
 * `room` is an id or a slug of the actor's workspace. A resolved promise of a change means committed (SEQ-5).
 */
export interface Domain {
  /**
   * Carries out one decoded command; the payload of its reply. Connection-bound actions are the gateway's. What it
   * changes is told of with its cause, where there is one.
   */
  dispatch<A extends DomainAction>(actor: Actor, command: Command<A>, cause?: Cause): Promise<Result<A>>;

  createRoom(actor: Actor, input: RestBody<"rooms.create">): Promise<{ room: MyRoom; created: boolean }>;
  updateRoom(actor: Actor, room: string, patch: RestBody<"rooms.update">): Promise<MyRoom>;
  putMember(actor: Actor, room: string, userId: string, role: RoomRole): Promise<Member>;
  removeMember(actor: Actor, room: string, userId: string): Promise<void>;
  /**
   * A room whose webhooks the actor may look after: `forbidden` for those who see it but may not, `conflict` for a direct
   * one.
   */
  roomToConnect(actor: Actor, room: string): Promise<MyRoom>;
  /** Sends with an idempotency key; `repeated` where the key was used before. */
  sendMessage(
    actor: Actor,
    room: string,
    input: RestBody<"messages.create">,
  ): Promise<{ message: Message; repeated: boolean }>;

  /** Of a room that the actor is in; what the patch does not name stays. */
  choosePreferences(actor: Actor, room: string, patch: RestBody<"preferences.update">): Promise<Preferences>;
  /** Every room that the actor is in, read up to its head: roomId → seq. */
  markAllRead(actor: Actor): Promise<Record<string, number>>;

  listRooms(actor: Actor, query: RestQuery<"rooms.list">): Promise<RestAnswer<"rooms.list">>;
  getRoom(actor: Actor, room: string): Promise<MyRoom>;
  listMembers(actor: Actor, room: string): Promise<RestAnswer<"members.list">>;
  listMessages(actor: Actor, room: string, query: RestQuery<"messages.list">): Promise<RestAnswer<"messages.list">>;
  changes(actor: Actor, room: string, query: RestQuery<"changes.list">): Promise<SyncRoom>;

  /** The history of the database (SYN-3). */
  epoch(): Promise<string>;

  /** Gives the rooms of which a deactivated person was the last owner to whoever is next. Doing it again does no harm. */
  handOverRooms(actor: Actor, userId: string): Promise<void>;

  /** Tells those who share a room with the user of a new name, picture or state, after its commit. */
  userChanged(user: User): Promise<void>;
}

/** The actions that need no connection: the rest (`ping`, typing, presence, `extendSession`) are the gateway's own. */
export type DomainAction = Exclude<Action, "ping" | "setTyping" | "setPresence" | "extendSession" | "watchServer">;

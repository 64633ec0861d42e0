/** What a handler works with, and the two steps that all of them share. */
import type { Action, Changed } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "./actor.ts";
import { digest } from "./digest.ts";
import { notFound } from "./errors.ts";
import type { Broker } from "./ports.ts";
import type { ChangeOutcome, ChangeRequest, Reader, RequestKey, Store } from "./store.ts";

export type Context = {
  readonly store: Store;
  readonly broker: Broker;
  /** UTF-16 units of a message; the schema's own bound where an operator set none below it. */
  readonly textLength: number;
};

export type Handler<A extends Action, R> = (context: Context, actor: Actor, command: Command<A>) => Promise<R>;

/** The id of a room by what the actor calls it; whether they may see it is decided where the room is loaded. */
export async function roomIdOf({ store }: Context, actor: Actor, ref: string | undefined): Promise<string> {
  if (ref === undefined) throw notFound();
  const roomId = store.knownRoom(actor.workspaceId, ref) ?? (await store.resolveRoom(actor.workspaceId, ref));
  if (roomId === null) throw notFound();
  return roomId;
}

export const readerOf = (actor: Actor): Reader => ({
  id: actor.id,
  workspaceId: actor.workspaceId,
  guest: actor.role === "guest",
});

export const keyOf = (command: { action: Action; requestId: string; payload: object }, roomId: string): RequestKey => ({
  requestId: command.requestId,
  digest: digest(command.action, roomId, command.payload),
});

/** Changes a room and, once that is committed, tells of it. */
export async function changeRoom({ store, broker }: Context, request: ChangeRequest): Promise<ChangeOutcome> {
  const outcome = await store.change(request);
  if (outcome.event) broker.publish({ kind: "room", event: outcome.event });
  return outcome;
}

/** Carries out a keyed command on a room. */
export async function changeByCommand(
  context: Context,
  actor: Actor,
  command: { action: Action; requestId: string; roomId: string | undefined; payload: object },
  { decide, see }: Pick<ChangeRequest, "decide" | "see">,
): Promise<Changed> {
  const roomId = await roomIdOf(context, actor, command.roomId);
  const key = keyOf(command, roomId);
  const { seq, timestamp } = await changeRoom(context, { actorId: actor.id, roomId, key, decide, ...(see && { see }) });
  return { roomId, seq, timestamp };
}

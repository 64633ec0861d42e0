/** The actions that concern a connection or the server and change no room. */
import type { Action, Result } from "#contract/commands.ts";
import type { PresenceStatus } from "#contract/entities.ts";
import type { Command } from "#contract/envelope.ts";
import type { DomainAction } from "#server/domain/domain.ts";
import { DomainError, notFound } from "#server/domain/errors.ts";
import type { Caller } from "./caller.ts";
import type { Gateway } from "./gateway.ts";

type ConnectionAction = Exclude<Action, DomainAction>;
export type ConnectionCommand = Command<ConnectionAction>;

const actions = {
  ping: true,
  setTyping: true,
  setPresence: true,
  extendSession: true,
  watchServer: true,
} as const satisfies Record<ConnectionAction, true>;

export const isConnectionCommand = (command: Command): command is ConnectionCommand =>
  Object.hasOwn(actions, command.action);

export async function connectionActions(
  gateway: Gateway,
  caller: Caller,
  command: ConnectionCommand,
  roomId: string | undefined,
): Promise<Result<ConnectionAction>> {
  switch (command.action) {
    case "ping":
      return { serverTime: new Date().toISOString() };
    case "setTyping":
      return setTyping(gateway, caller, roomId, command.payload.typing);
    case "setPresence":
      return setPresence(gateway, caller, command.payload.status);
    case "extendSession":
      return extendSession(gateway, caller, command);
    case "watchServer":
      return watchServer(gateway, caller);
  }
}

async function setTyping(
  gateway: Gateway,
  caller: Caller,
  roomId: string | undefined,
  typing: boolean,
): Promise<Result<"setTyping">> {
  const actor = caller.identity.actor;
  const follows = roomId !== undefined && caller.connection?.subscriptions.has(roomId);
  if (
    roomId === undefined ||
    !(follows || (await gateway.reads.places(actor.id)).some((place) => place.roomId === roomId))
  )
    throw notFound();
  gateway.typing.set(roomId, actor.id, typing);
  return {};
}

function setPresence(gateway: Gateway, caller: Caller, status: PresenceStatus): Result<"setPresence"> {
  const own = gateway.presence.of(caller.identity.actor.id);
  // Without a connection of its own, a POST speaks for all of the person's.
  for (const connection of caller.connection ? [caller.connection] : own) connection.status = status;
  gateway.presence.update(caller.identity.actor.id);
  return {};
}

async function extendSession(
  gateway: Gateway,
  caller: Caller,
  command: Command<"extendSession">,
): Promise<Result<"extendSession">> {
  const { connection } = caller;
  if (!connection)
    throw new DomainError("invalidPayload", "extendSession concerns a connection: name it.", {
      issues: [{ path: "Parley-Connection", message: "required" }],
    });
  const credential = await gateway.authenticator.extend(connection.actor, command.payload.ticket, command.requestId);
  connection.credential = credential;
  connection.warned = false;
  return { expiresAt: credential.kind === "session" ? credential.expiresAt.toISOString() : null };
}

async function watchServer({ serverWatch }: Gateway, { identity, connection }: Caller): Promise<Result<"watchServer">> {
  const { role } = connection?.actor ?? identity.actor;
  // What one may not see does not exist.
  if (role !== "owner") throw new DomainError("unknownAction", 'There is no action "watchServer".');
  if (connection?.onlyRoom)
    throw new DomainError("invalidPayload", "A room's own stream tells of that room only.", {
      issues: [{ path: "Parley-Connection", message: "must be a connection to all rooms" }],
    });
  return serverWatch.watch(connection);
}

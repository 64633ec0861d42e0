"use client";
import { createContext, useContext } from "react";
import { useSentence } from "#app/_text/sentence.ts";
import type { ConnectionView, GatewayClient, OutboxEntry, RoomState } from "#client/public.ts";
import type { Action, Payload } from "#contract/commands.ts";
import type { MyRoom, Presence, User, Workspace } from "#contract/entities.ts";
import { sameHeader } from "./same-header.ts";
import { sameItems, useSelected, useStore } from "./store.ts";

export type Gateway = { readonly client: GatewayClient; readonly workspace: Workspace; readonly visitor: User };
export const GatewayContext = createContext<Gateway | null>(null);

export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (!gateway) throw new Error("useGateway() works inside <GatewayProvider> only.");
  return gateway;
}
export const useClient = (): GatewayClient => useGateway().client;

export const useConnection = (): ConnectionView => useStore(useClient().connection);

export function useMe(): User {
  const { client, visitor } = useGateway();
  return useStore(client.me) ?? visitor;
}

/** By id or slug; undefined for one that I am not in, or that is not loaded yet. Where it stands (`head`, counters) may be old. */
export function useRoomHeader(ref: string): MyRoom | undefined {
  return useSelected(
    useClient().rooms,
    (rooms) => (rooms.get(ref) ?? [...rooms.values()].find((state) => state.room.slug === ref))?.room,
    sameHeader,
  );
}

/** A part of one room. */
export function useRoomPart<S>(
  roomId: string,
  select: (state: RoomState | undefined) => S,
  equal?: (a: S, b: S) => boolean,
): S {
  return useSelected(useClient().rooms, (rooms) => select(rooms.get(roomId)), equal);
}

export const useUser = (id: string): User | undefined => useSelected(useClient().users, (users) => users.get(id));
export const useUsers = (): ReadonlyMap<string, User> => useStore(useClient().users);
/** Without a connection nobody's presence is known, one's own included. */
export function usePresence(id: string): Presence {
  const client = useClient();
  const connected = useSelected(client.connection, (view) => view.state === "live" || view.state === "fallback");
  const told = useSelected(client.presence, (all) => all.get(id) ?? "offline");
  return connected ? told : "offline";
}

const nobody: readonly string[] = [];
export const useTyping = (roomId: string): readonly string[] =>
  useSelected(useClient().typing, (all) => all.get(roomId) ?? nobody, sameItems);

/** My unconfirmed messages of one room. */
export const useOutbox = (roomId: string): readonly OutboxEntry[] =>
  useSelected(useClient().outbox, (all) => all.filter((entry) => entry.roomId === roomId), sameItems);

/** A command that answers what went wrong in a sentence, or null. */
export function useCommand(): <A extends Action>(
  action: A,
  payload: Payload<A>,
  roomId?: string,
) => Promise<string | null> {
  const client = useClient();
  const sentence = useSentence();
  return async (action, payload, roomId) => {
    const result = await client.command(action, payload, roomId);
    return result.ok ? null : sentence(result, action);
  };
}

"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import { looking } from "#app/_gateway/looking.ts";
import { systemClock } from "#client/clock.ts";
import type { RoomState, Store } from "#client/public.ts";
import { covered } from "../_shell/covered.ts";
import { createMarker, moveLine, openLine } from "./reading.ts";
import type { View } from "./view.ts";

export type Reading = {
  /** Where the line of what is new stands; see `moveLine`. */
  readUpTo: number | null;
  /** Everything is read, by somebody's own word: whatever was marked as unread, too. */
  readAll: () => void;
  /** Somebody went to the end by themselves. */
  atEnd: () => void;
};

/**
 * Marks as read what was on the screen of somebody who looked, as they go, and answers where reading stopped.
 * What has a gap of unread messages before it that were never on screen is not marked, unless one went to the end.
 */
export function useReading(roomId: string, view: Store<View>, pending: number): Reading {
  const client = useClient();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const lastRead = useRoomPart(roomId, (state) => state?.lastReadSeq ?? 0);
  const facts = { unread, lastRead, pending };
  const [line, setLine] = useState(() => openLine(facts));
  const moved = moveLine(line, facts, sees() && view.get().atEnd);
  if (moved !== line) setLine(moved);

  const reader = useMemo(() => {
    const mark = async (seq: number) => (await client.command("markRead", { seq }, roomId)).ok;
    return { marker: createMarker({ mark, clock: systemClock }), skips: false };
  }, [client, roomId]);

  useEffect(() => {
    const { marker } = reader;
    const follow = () => {
      const state = client.rooms.get().get(roomId);
      if (!state) return;
      marker.room({ lastRead: state.lastReadSeq, unread: state.unread });
      const { newestSeq } = view.get();
      if (newestSeq !== null && sees() && (reader.skips || reachesBack(state))) marker.saw(newestSeq);
    };
    follow();
    const forget = [
      client.rooms.subscribe(follow),
      view.subscribe(follow),
      looking.subscribe(follow),
      covered.subscribe(follow),
    ];
    return () => {
      for (const each of forget) each();
      marker.stop();
    };
  }, [client, roomId, view, reader]);

  // Whoever writes has read.
  useEffect(() => {
    if (pending > 0) reader.marker.release();
  }, [reader, pending]);

  const atEnd = useCallback(() => {
    reader.skips = true;
    reader.marker.release();
    const { newestSeq } = view.get();
    if (newestSeq !== null && sees()) reader.marker.saw(newestSeq);
  }, [reader, view]);

  const readAll = useCallback(() => {
    const newest = client.rooms.get().get(roomId)?.messages.at(-1)?.seq;
    setLine((now) => ({ ...now, readUpTo: null }));
    reader.marker.release();
    reader.skips = true;
    if (newest !== undefined) reader.marker.saw(newest);
  }, [client, roomId, reader]);

  return { readUpTo: moved.readUpTo, readAll, atEnd };
}

const sees = (): boolean => looking.get() && !covered.get();

/** Whether the messages that are shown begin where reading stopped, or before. */
function reachesBack(state: RoomState): boolean {
  const { messages, hasBefore } = state.excerpt ?? state;
  return !hasBefore || (messages[0]?.seq ?? 0) <= state.lastReadSeq;
}

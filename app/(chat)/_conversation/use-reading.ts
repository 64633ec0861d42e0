"use client";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";

/** At most one mark in this time; the last one always goes. */
const markEveryMs = 1000;

/**
 * Marks as read while the newest message is on screen of a visible tab. Answers where reading stopped, for the
 * line above what is new: it stays until one writes something oneself, or comes back to the room.
 */
export function useReading(roomId: string, atEnd: boolean, pending: number): number | null {
  const client = useClient();
  const visible = useVisible();
  const unread = useRoomPart(roomId, (state) => state?.unread ?? 0);
  const lastRead = useRoomPart(roomId, (state) => state?.lastReadSeq ?? 0);
  const newest = useRoomPart(roomId, (state) => state?.messages.at(-1)?.seq ?? 0);
  const [readUpTo, setReadUpTo] = useState<number | null>(unread > 0 ? lastRead : null);
  const [before, setBefore] = useState({ unread, pending });
  const reading = visible && atEnd;

  if (before.unread !== unread || before.pending !== pending) {
    setBefore({ unread, pending });
    if (pending > before.pending) setReadUpTo(null);
    else if (before.unread === 0 && unread > 0 && !reading) setReadUpTo(lastRead);
  }

  const lastMarkAt = useRef(0);
  useEffect(() => {
    if (!reading || unread === 0 || newest <= lastRead) return;
    const wait = Math.max(0, lastMarkAt.current + markEveryMs - Date.now());
    const timer = setTimeout(() => {
      lastMarkAt.current = Date.now();
      void client.command("markRead", { seq: newest }, roomId);
    }, wait);
    return () => clearTimeout(timer);
  }, [client, roomId, reading, unread, newest, lastRead]);

  return readUpTo;
}

const useVisible = (): boolean => useSyncExternalStore(onVisibility, () => document.visibilityState === "visible");

function onVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { cameBack, goInstead, roomPath, useAddress, useAskedAgain } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import type { RoomState } from "#client/public.ts";
import type { MyRoom } from "#contract/entities.ts";

/** Where a jump arrived. Each is a new object, so that the same place can be shown again. */
export type Target =
  | {
      readonly to: "message";
      readonly seq: number;
      /** What the jump was for: a permalink, a day, where reading stopped, or the way back. */
      readonly why: "link" | "day" | "unread" | "back";
      /** Of a way back: how far down it stood, pixels. */
      readonly top?: number;
    }
  | { readonly to: "newest" };

/** On the way into the room: to a permalink, to where reading stopped (by its seq), or to nowhere else. */
type Arrival = "open" | "underWay" | number | "done";

/** What a jump could not do. */
export type Miss = "gone" | "failed";

export type Spot = { readonly seq: number; readonly top: number } | null;

export type Jump = {
  readonly target: Target | null;
  readonly miss: Miss | null;
  readonly forgetMiss: () => void;
  readonly busy: boolean;
  /** It takes so long that one wants to be told. */
  readonly waits: boolean;
  /** What is shown stays. */
  readonly cancel: () => void;
  /** Somebody went into a text box, or wrote there, since it began: the focus is theirs. */
  readonly engaged: { readonly current: boolean };
  /** The permalink that the address is. */
  readonly linked: number | undefined;
  readonly toMessage: (seq: number, why: "unread" | "link") => void;
  /** To the first message at or after a time, epoch milliseconds. */
  readonly toTime: (at: number) => void;
  readonly toNewest: () => void;
  /** Where one is, told by the list: a message and its place, null at the end. */
  readonly spot: { current: () => Spot };
  /** The room is loaded, but where one wants to be in it is not. */
  readonly arriving: boolean;
};

/** A jump that takes longer is told of, milliseconds. */
const waitsAfterMs = 300;

/** Goes to other places of a room's history: by its address, a date, or the line of what is new. */
export function useJump(room: MyRoom, loaded: boolean): Jump {
  const { roomId } = room;
  const client = useClient();
  const address = useAddress();
  const linked = address.screen === "room" ? address.seq : undefined;
  const asked = useAskedAgain();
  const [target, setTarget] = useState<Target | null>(null);
  const [miss, setMiss] = useState<Miss | null>(null);
  const [busy, setBusy] = useState(false);
  const [arrival, setArrival] = useState<Arrival>(linked === undefined ? "open" : "underWay");
  const tries = useRef(0);
  const spot = useRef<() => Spot>(() => null);
  const { waits, engaged } = usePatience(busy);

  const toMessage = useCallback(
    async (find: number | (() => Promise<number | null>), why: "link" | "day" | "unread" | "back", top?: number) => {
      tries.current += 1;
      const mine = tries.current;
      const arrived = (next: Target | null, missed: Miss | null) => {
        if (mine !== tries.current) return;
        setBusy(false);
        setMiss(missed);
        setArrival("done");
        if (next) setTarget(next);
      };
      engaged.current = false;
      setBusy(true);
      setMiss(null);
      try {
        const seq = typeof find === "number" ? find : await find();
        const found = seq === null || mine !== tries.current ? null : await client.loadAround(roomId, { seq });
        if (found === null) return arrived({ to: "newest" }, why === "link" ? "gone" : null);
        const message = { to: "message", seq: found, why, ...(top !== undefined && { top }) } as const;
        arrived(message, why === "link" && found !== seq ? "gone" : null);
      } catch {
        arrived(null, "failed");
      }
    },
    [client, roomId, engaged],
  );

  const showNewest = useCallback(() => {
    tries.current += 1;
    client.leaveExcerpt(roomId);
    setBusy(false);
    setMiss(null);
    setTarget({ to: "newest" });
  }, [client, roomId]);

  const cancel = useCallback(() => {
    tries.current += 1;
    client.stay(roomId);
    setBusy(false);
  }, [client, roomId]);

  // Who comes back comes to the newest, or to where reading stopped, not to what they once looked up.
  useEffect(() => () => client.leaveExcerpt(roomId), [client, roomId]);

  // With more unread than the newest page holds, one begins where reading stopped.
  if (arrival === "open" && loaded) setArrival(stoppedAt(client.rooms.get().get(roomId)) ?? "done");
  useEffect(() => {
    if (typeof arrival === "number") void toMessage(arrival, "unread");
  }, [arrival, toMessage]);

  useAddressed({ linked, asked, spot, toMessage, showNewest });

  const path = roomPath(room);
  return useMemo(
    () => ({
      target,
      miss,
      forgetMiss: () => setMiss(null),
      busy,
      waits,
      cancel,
      engaged,
      linked,
      toMessage: (seq: number, why: "unread" | "link") => void toMessage(seq, why),
      toTime: (at: number) => void toMessage(() => firstSince(roomId, at), "day"),
      toNewest: () => {
        if (linked !== undefined) goInstead(path);
        showNewest();
      },
      spot,
      arriving: arrival !== "open" && arrival !== "done",
    }),
    [target, miss, busy, waits, cancel, engaged, linked, toMessage, roomId, path, showNewest, arrival],
  );
}

/** How long a jump takes, and what somebody does meanwhile. */
function usePatience(busy: boolean): { waits: boolean; engaged: { current: boolean } } {
  const [waits, setWaits] = useState(false);
  const engaged = useRef(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setWaits(true), waitsAfterMs);
    const engage = ({ target }: Event) => {
      if (target instanceof Element && target.matches("textarea, input")) engaged.current = true;
    };
    document.addEventListener("pointerdown", engage, true);
    document.addEventListener("input", engage, true);
    return () => {
      clearTimeout(timer);
      setWaits(false);
      document.removeEventListener("pointerdown", engage, true);
      document.removeEventListener("input", engage, true);
    };
  }, [busy]);
  return { waits, engaged };
}

type Addressed = {
  linked: number | undefined;
  asked: number;
  spot: { current: () => Spot };
  toMessage: (seq: number, why: "link" | "back", top?: number) => Promise<void>;
  showNewest: () => void;
};

/** Follows the address: a permalink leads to its message, Back to where one was, the room's own link to the newest. */
function useAddressed({ linked, asked, spot, toMessage, showNewest }: Addressed): void {
  const was = useRef<{ linked: number | undefined; asked: number } | null>(null);
  const from = useRef<Spot>(null);

  useEffect(() => {
    const before = was.current;
    was.current = { linked, asked };
    if (linked !== undefined) {
      if (before && before.linked === undefined) from.current = spot.current();
      void toMessage(linked, "link");
    } else if (before) {
      if (cameBack() && from.current) void toMessage(from.current.seq, "back", from.current.top);
      else showNewest();
    }
  }, [linked, asked, spot, toMessage, showNewest]);
}

/** The last message that was read, where it and unread ones lie before the newest page. */
function stoppedAt(state: RoomState | undefined): number | null {
  if (!state || state.unread === 0 || !state.hasBefore) return null;
  return (state.messages[0]?.seq ?? 0) > state.lastReadSeq ? Math.max(1, state.lastReadSeq) : null;
}

async function firstSince(roomId: string, at: number): Promise<number | null> {
  const query = { at: new Date(at).toISOString(), limit: 1 };
  // What is asked for later is loaded later.
  const { answerOf } = await import("#app/_gateway/rest.ts");
  return (await answerOf("messages.list", { params: { room: roomId }, query })).foundSeq ?? null;
}

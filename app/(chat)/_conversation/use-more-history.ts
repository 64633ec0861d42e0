"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "#app/_gateway/hooks.ts";
import type { Store } from "#client/public.ts";
import type { View } from "./view.ts";

export type Side = "before" | "after";
export type More = {
  /** Asks for a page unless there is none, one is on its way, or the last one failed. May be called again and again. */
  load: (side: Side) => void;
  failed: Readonly<Record<Side, boolean>>;
  retry: (side: Side) => void;
};

const well = { before: false, after: false };

/** Loads one page at a time in each direction; after a failure only when asked, or when the connection is another one. */
export function useMoreHistory(roomId: string): More {
  const client = useClient();
  const busy = useRef({ ...well });
  const [failed, setFailed] = useState(well);

  const run = useCallback(
    async (side: Side) => {
      const state = client.rooms.get().get(roomId);
      const window = state?.excerpt ?? state;
      const some = side === "before" ? window?.hasBefore : state?.excerpt?.hasAfter;
      if (busy.current[side] || !some) return;
      busy.current[side] = true;
      let did = true;
      try {
        await (side === "before" ? client.loadBefore(roomId) : client.loadAfter(roomId));
      } catch {
        did = false;
      } finally {
        busy.current[side] = false;
      }
      setFailed((now) => (now[side] === !did ? now : { ...now, [side]: !did }));
    },
    [client, roomId],
  );

  useEffect(() => client.connection.subscribe(() => setFailed(well)), [client]);

  return useMemo(
    () => ({
      load: (side: Side) => {
        if (!failed[side]) void run(side);
      },
      failed,
      retry: (side: Side) => void run(side),
    }),
    [failed, run],
  );
}

/** While somebody reads back, the newest window may grow under them; at the end it is trimmed again. */
export function useHeldHistory(roomId: string, view: Store<View>): void {
  const client = useClient();
  useEffect(() => {
    let release: (() => void) | null = null;
    const follow = () => {
      const away = !view.get().atEnd;
      if (away && !release) release = client.holdHistory(roomId);
      if (away || !release) return;
      release();
      release = null;
    };
    follow();
    const forget = view.subscribe(follow);
    return () => {
      forget();
      release?.();
    };
  }, [client, roomId, view]);
}

"use client";
import { useCallback, useEffect, useState } from "react";
import { goToPanel, leavePanel, panelIsOver } from "#app/_gateway/address.ts";
import { useStore } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";
import { leave } from "./leave.ts";
import { useWide } from "./use-wide.ts";

const key = "parley:panel";

/** The room whose panel somebody asked for (details.ts), until its conversation is there to open it. */
export const wanted = createStore<string | null>(null);

type Panel = {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
  /** Without going anywhere: its room is left. */
  readonly forget: () => void;
};

/**
 * Whether the panel of details is open. On a phone it is a screen of its own, and an entry in the browser's history;
 * elsewhere it is kept while the page lives and wide screens have room for it.
 */
export function usePanel(roomId: string): Panel {
  const wide = useWide();
  const over = useStore(panelIsOver);
  const [kept, setKept] = useState(
    () => sessionStorage.getItem(key) === "open" && window.matchMedia("(min-width: 64rem)").matches,
  );
  const keep = useCallback((next: boolean) => {
    sessionStorage.setItem(key, next ? "open" : "closed");
    setKept(next);
  }, []);
  const mine = useStore(wanted) === roomId;
  useEffect(() => {
    if (!mine) return;
    wanted.set(null);
    keep(true);
  }, [mine, keep]);
  const open = over || (wide && kept);
  const close = () => {
    if (!over) keep(false);
    else if (wide) leavePanel();
    else leave("panel");
  };
  return {
    open,
    toggle: () => (open ? close() : wide ? keep(true) : goToPanel()),
    close,
    forget: () => keep(false),
  };
}

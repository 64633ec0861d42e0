"use client";
import { dayOf } from "#app/_components/time.ts";
import { useStore } from "#app/_gateway/store.ts";
import { whileHeard } from "#app/_gateway/while-heard.ts";
import type { Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";

const state = createStore(dayOf(Date.now()));
let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks again when the day ends; a machine that slept over it is asked when somebody comes back to it. */
function look(): void {
  clearTimeout(timer);
  const now = new Date();
  state.set(dayOf(now.getTime()));
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  timer = setTimeout(look, midnight - now.getTime());
}

const { subscribe } = whileHeard(state, () => {
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
});

/** The reader's own calendar day, see `dayOf`. One timer, while somebody asks. */
export const today: Store<number> = { get: state.get, subscribe };

/** For what says "Today" or "Yesterday": it renders again when that is another day. */
export const useToday = (): number => useStore(today);

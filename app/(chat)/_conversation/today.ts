"use client";
import { dayOf } from "#app/_components/time.ts";
import { useStore } from "#app/_gateway/store.ts";
import type { Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";

const state = createStore(dayOf(Date.now()));
let timer: ReturnType<typeof setTimeout> | undefined;
let listeners = 0;

/** Looks again when the day ends; a machine that slept over it is asked when somebody comes back to it. */
function look(): void {
  clearTimeout(timer);
  const now = new Date();
  state.set(dayOf(now.getTime()));
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  timer = setTimeout(look, midnight - now.getTime());
}

/** The reader's own calendar day, see `dayOf`. One timer, while somebody asks. */
export const today: Store<number> = {
  get: state.get,
  subscribe(listener) {
    listeners += 1;
    if (listeners === 1) {
      document.addEventListener("visibilitychange", look);
      look();
    }
    const forget = state.subscribe(listener);
    return () => {
      forget();
      listeners -= 1;
      if (listeners > 0) return;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  },
};

/** For what says "Today" or "Yesterday": it renders again when that is another day. */
export const useToday = (): number => useStore(today);

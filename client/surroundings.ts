/** What a browser tells of its network and its tab (FB-5); in Node there is nothing to tell. */
import type { Clock } from "./clock.ts";

export interface Surroundings {
  online(): boolean;
  /** Whether somebody looks. */
  watched(): boolean;
  listen(handlers: SurroundingsHandlers): () => void;
}

export type SurroundingsHandlers = {
  online(): void;
  offline(): void;
  woke(slept: boolean): void;
  /** The page is closed, put aside for Back, or frozen: what it holds, others are kept from. */
  left(): void;
  /** And it is there again. */
  returned(): void;
};

export const noSurroundings: Surroundings = { online: () => true, watched: () => true, listen: () => () => {} };

const lookMs = 2_000;
/** A hidden tab's timers may run once a minute only: a longer silence was sleep. */
const hiddenSleepMs = 120_000;

export const browserSurroundings = (clock: Clock, sleepMs: number): Surroundings => ({
  online: () => navigator.onLine,
  watched: () => document.visibilityState === "visible",
  listen({ online, offline, woke, left, returned }) {
    let last = clock.now();
    let cancel = () => {};
    const look = () => {
      const gap = clock.now() - last;
      last = clock.now();
      if (document.visibilityState === "visible" && gap > sleepMs) woke(true);
      cancel = clock.after(lookMs, look);
    };
    const shown = () => {
      if (document.visibilityState !== "visible") return;
      const gap = clock.now() - last;
      last = clock.now();
      woke(gap > hiddenSleepMs);
    };
    const shownAgain = (event: Event) => {
      if (event instanceof PageTransitionEvent && event.persisted) returned();
      shown();
    };
    cancel = clock.after(lookMs, look);
    const listeners = [
      [window, "online", online],
      [window, "offline", offline],
      [window, "pageshow", shownAgain],
      [window, "pagehide", left],
      [document, "freeze", left],
      [document, "resume", returned],
      [document, "visibilitychange", shown],
    ] as const;
    for (const [target, kind, listener] of listeners) target.addEventListener(kind, listener);
    return () => {
      cancel();
      for (const [target, kind, listener] of listeners) target.removeEventListener(kind, listener);
    };
  },
});

/** When somebody's hands rest: work that nobody waits for is done then, not between two frames of what they do. */

/** Hands that did nothing for so long rest. */
const restMs = 400;
/** Whoever never rests waits for the work no longer than this each time. */
const atMostMs = 5_000;
const acts = ["scroll", "wheel", "touchmove", "pointerdown", "keydown"] as const;

export type Hands = { rest(): Promise<void>; stop(): void };

export function watchHands(): Hands {
  let last = Number.NEGATIVE_INFINITY;
  const acted = () => {
    last = performance.now();
  };
  for (const act of acts) window.addEventListener(act, acted, { capture: true, passive: true });
  return {
    async rest() {
      const deadline = performance.now() + atMostMs;
      await idle();
      for (let left = restOf(last); left > 0 && performance.now() < deadline; left = restOf(last)) {
        await new Promise((resolve) => setTimeout(resolve, left));
        await idle();
      }
    },
    stop() {
      for (const act of acts) window.removeEventListener(act, acted, { capture: true });
    },
  };
}

const restOf = (last: number): number => last + restMs - performance.now();

/** Safari has no such call: there it is the next turn. */
const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(resolve, { timeout: 1_000 });
    else setTimeout(resolve, 0);
  });

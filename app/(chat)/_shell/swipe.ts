/** A finger slides a phone's screen away, back to the one before it. */
import { goBackFrom, type Sliding, slidesAway } from "./leave.ts";
import { onward, slide } from "./slide.ts";

/** Where a swipe may begin: so much of the width, from the edge at which one begins to read. */
const zone = 1 / 3;
/** So far a finger goes before it is clear what it wants, pixels; mostly sideways is a swipe. */
const clearPx = 8;
const mostly = 1.5;
/** What is held this long is pressed, or selected; less than use-long-press.ts waits. */
const heldMs = 400;
/** Let go beyond this part of the width it goes on, or faster than this, pixels a millisecond; else it springs back. */
const enough = { part: 1 / 3, speed: 0.4 };
/** The speed is that of the last so many milliseconds. */
const speedMs = 80;
/** A screen that is still there after this long was not left, after all. */
const leftMs = 1_000;

type Step = { readonly at: number; readonly x: number };
type Hand = {
  readonly id: number;
  readonly screen: HTMLElement;
  readonly from: Step & { readonly y: number };
  /** Once it swipes: where it was lately, the oldest first. */
  steps: readonly Step[];
  /** Where the screen began to follow. */
  grip: number | null;
};

export type Told = {
  /** The screen before this one will be seen. */
  readonly onBegin: (screen: Sliding) => void;
  /** It is covered again. */
  readonly onGiveUp: () => void;
};

/** Follows fingers on what carries `data-slides`, whose CSS says `touch-action: pan-y`, until the answer is called. */
export function watchSwipes({ onBegin, onGiveUp }: Told): () => void {
  let hand: Hand | null = null;
  let settling = false;

  async function settle(screen: HTMLElement, from: number, away: boolean) {
    settling = true;
    await slide(screen, from, away ? 1 : 0);
    settling = false;
    if (!away) return onGiveUp();
    goBackFrom[kindOf(screen)]();
    setTimeout(() => screen.style.removeProperty("transform"), leftMs);
  }

  function press(event: PointerEvent) {
    // A second finger means something else.
    if (hand && hand.grip !== null) void settle(hand.screen, partOf(hand), false);
    const screen = settling ? null : screenUnder(event);
    const { pointerId: id, clientX: x, clientY: y, timeStamp: at } = event;
    hand = screen && { id, screen, from: { x, y, at }, steps: [], grip: null };
  }
  function move({ pointerId, clientX: x, clientY: y, timeStamp: at }: PointerEvent) {
    if (hand?.id !== pointerId) return;
    if (hand.grip === null) {
      const wish = wishOf(hand.from, { x, y, at });
      if (wish === "other") hand = null;
      if (wish !== "swipe" || !hand) return;
      hand.grip = x;
      onBegin(kindOf(hand.screen));
    }
    hand.steps = [...hand.steps.filter((step) => at - step.at < speedMs), { x, at }];
    hand.screen.style.transform = `translateX(${partOf(hand) * 100 * onward()}%)`;
  }
  function letGo(event: PointerEvent) {
    if (hand?.id !== event.pointerId) return;
    const { screen, steps, grip } = hand;
    const part = partOf(hand);
    hand = null;
    if (grip === null) return;
    const speed = speedOf(steps, event.timeStamp);
    const wanted = speed > enough.speed || (part > enough.part && speed > -enough.speed);
    void settle(screen, part, wanted && event.type === "pointerup");
  }

  // The browser would take a quick swipe for a swing that goes on, and the tap after it for the one that stops that.
  const hold = (event: TouchEvent) => {
    if (hand && hand.grip !== null && event.cancelable) event.preventDefault();
  };

  const leave = (kind: Sliding) => () => {
    const screen = document.querySelector<HTMLElement>(`[data-slides=${kind}]`);
    if (!screen) return goBackFrom[kind]();
    if (settling) return;
    onBegin(kind);
    void settle(screen, 0, true);
  };
  slidesAway.now = { room: leave("room"), panel: leave("panel") };

  const until = new AbortController();
  const how = { capture: true, passive: true, signal: until.signal };
  window.addEventListener("pointerdown", press, how);
  window.addEventListener("pointermove", move, how);
  window.addEventListener("pointerup", letGo, how);
  window.addEventListener("pointercancel", letGo, how);
  window.addEventListener("touchmove", hold, { ...how, passive: false });
  return () => {
    slidesAway.now = null;
    until.abort();
  };
}

const kindOf = (screen: HTMLElement): Sliding => (screen.dataset.slides === "panel" ? "panel" : "room");

/** How much of its width a screen was slid away. */
function partOf({ screen, steps, grip }: Hand): number {
  const { x = 0 } = steps.at(-1) ?? {};
  return Math.min(1, Math.max(0, ((x - (grip ?? x)) * onward()) / screen.offsetWidth));
}

/** The screen that a finger might slide away from where it came down. */
function screenUnder({ target, pointerType, isPrimary, clientX }: PointerEvent): HTMLElement | null {
  if (pointerType !== "touch" || !isPrimary || !(target instanceof Element)) return null;
  const inside = onward() > 0 ? clientX : window.innerWidth - clientX;
  if (inside > window.innerWidth * zone || getSelection()?.type === "Range") return null;
  const screen = target.closest<HTMLElement>("[data-slides]");
  if (!screen || target.closest("input, textarea")) return null;
  for (let box: Element | null = target; box && box !== screen; box = box.parentElement)
    if (box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX)) return null;
  return screen;
}

function wishOf(from: Hand["from"], to: Hand["from"]): "swipe" | "unclear" | "other" {
  const along = (to.x - from.x) * onward();
  const across = Math.abs(to.y - from.y);
  if (to.at - from.at > heldMs) return "other";
  if (Math.hypot(along, across) < clearPx) return "unclear";
  return along > across * mostly ? "swipe" : "other";
}

/** Pixels a millisecond, away from the edge. Whoever stops before letting go has none. */
function speedOf(steps: readonly Step[], now: number): number {
  const [first] = steps.filter(({ at }) => now - at < speedMs);
  const last = steps.at(-1);
  return first && last && first !== last ? ((last.x - first.x) * onward()) / (now - first.at) : 0;
}

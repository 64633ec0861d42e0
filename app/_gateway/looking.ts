"use client";
import type { Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";
import { whileHeard } from "./while-heard.ts";

/** So long a visible window without the focus counts as looked at after a pointer moved in it, milliseconds. */
const lingerMs = 30_000;

const state = createStore(false);
let movedAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

function look(): void {
  clearTimeout(timer);
  const visible = document.visibilityState === "visible";
  const lingers = movedAt + lingerMs - Date.now();
  if (visible && !document.hasFocus() && lingers > 0) timer = setTimeout(look, lingers);
  state.set(visible && (document.hasFocus() || lingers > 0));
}

function moved(): void {
  movedAt = Date.now();
  if (!state.get()) look();
}

const signs = ["pointermove", "pointerdown", "wheel", "keydown"] as const;

const { heard, subscribe } = whileHeard(state, () => {
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.addEventListener("blur", look);
  for (const sign of signs) window.addEventListener(sign, moved, { passive: true });
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("focus", look);
    window.removeEventListener("blur", look);
    for (const sign of signs) window.removeEventListener(sign, moved);
  };
});

/**
 * Whether somebody looks at this page: it is visible, and has the focus or was just used by a pointer, as a window
 * beside another one is. A page that lies open on a second screen while its person is elsewhere is not looked at.
 */
export const looking: Store<boolean> = {
  get() {
    if (!heard()) look();
    return state.get();
  },
  subscribe,
};

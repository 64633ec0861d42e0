import { createStore } from "#client/store.ts";

const key = "parley:character-keys";

function stored(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

/** Whether single characters are shortcuts: who speaks to the computer, or slips on keys, can do without (WCAG 2.1.4). */
export const characterKeys = createStore(typeof window === "undefined" ? true : stored());

export function setCharacterKeys(on: boolean): void {
  characterKeys.set(on);
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // Then it holds as long as the page lives.
  }
}

import { expect, test } from "vitest";
import { caps, globalPressed } from "./shortcuts.ts";

const press = (key: string, held: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", true>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("the switcher opens by Ctrl-K, on a Mac by ⌘-K, also while one types", () => {
  expect(globalPressed(press("k", { ctrlKey: true }), true, false)).toBe("switcher");
  expect(globalPressed(press("K", { metaKey: true }), true, true)).toBe("switcher");
  expect(globalPressed(press("k", { ctrlKey: true }), false, true)).toBeNull();
  expect(globalPressed(press("k"), false, false)).toBeNull();
});

test("a question mark asks for help on whatever keys it lies, but not where it is typed", () => {
  expect(globalPressed(press("?", { shiftKey: true }), false, false)).toBe("help");
  expect(globalPressed(press("?", { altKey: true }), false, false)).toBe("help");
  expect(globalPressed(press("?", { shiftKey: true }), true, false)).toBeNull();
  expect(globalPressed(press("/", { ctrlKey: true }), true, false)).toBe("help");
});

test("arrows go by rooms, with Shift by unread ones, and plain ones belong to the text", () => {
  expect(globalPressed(press("ArrowDown", { altKey: true }), true, false)).toBe("nextRoom");
  expect(globalPressed(press("ArrowUp", { altKey: true, shiftKey: true }), true, false)).toBe("previousUnread");
  expect(globalPressed(press("ArrowUp"), false, false)).toBeNull();
});

test("keys are shown as they are printed", () => {
  const names = { ctrl: "Strg", shift: "Umschalt" };
  expect(caps({ key: "x", mod: true, shift: true }, false, names)).toEqual(["Strg", "Umschalt", "X"]);
  expect(caps({ key: "arrowup", alt: true }, true, names)).toEqual(["⌥", "↑"]);
});

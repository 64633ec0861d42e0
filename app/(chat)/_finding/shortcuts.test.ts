import { expect, test } from "vitest";
import { caps, globalPressed } from "./shortcuts.ts";

type Held = Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", true>> & { code?: string };
const press = (key: string, held: Held = {}) => ({
  key,
  code: "",
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

test("a shortcut is its letter where there are Latin ones, and where there are others its place", () => {
  for (const [layout, key] of Object.entries({ Russian: "л", Greek: "κ", Hebrew: "ל", Arabic: "ن" }))
    expect([layout, globalPressed(press(key, { ctrlKey: true, code: "KeyK" }), true, false)]).toEqual([
      layout,
      "switcher",
    ]);
  expect(globalPressed(press("t", { ctrlKey: true, code: "KeyK" }), true, false)).toBeNull();
  expect(globalPressed(press("k", { ctrlKey: true, code: "KeyV" }), true, false)).toBe("switcher");
  expect(globalPressed(press("п", { ctrlKey: true, code: "KeyG" }), true, false)).toBeNull();
});

test("help is asked for while one types on a German keyboard as well, and by nothing that AltGr types", () => {
  expect(globalPressed(press("?", { ctrlKey: true, shiftKey: true, code: "Minus" }), true, false)).toBe("help");
  expect(globalPressed(press("?", { metaKey: true, shiftKey: true, code: "Minus" }), true, true)).toBe("help");
  expect(globalPressed(press("?", { ctrlKey: true, altKey: true }), true, false)).toBeNull();
  expect(globalPressed(press("/", { ctrlKey: true, altKey: true }), true, false)).toBeNull();
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

/** Every shortcut of the chat, in one table: what is pressed, and what the keyboard's help shows. */
type Keys = {
  /** `KeyboardEvent.key`, lower case; or a mouse-free gesture's name for the help alone. */
  readonly key: string;
  /** ⌘ on a Mac, Ctrl elsewhere. */
  readonly mod?: true;
  readonly alt?: true;
  readonly shift?: true;
};

export const groups = ["finding", "reading", "writing"] as const;
export type Group = (typeof groups)[number];

/** Works wherever the focus is, but a single character only outside of what is typed into. */
export const globalShortcuts = {
  switcher: { group: "finding", keys: [{ key: "k", mod: true }] },
  // German has "/" above 7, with which the composer makes a numbered list.
  help: { group: "finding", keys: [{ key: "?" }, { key: "/", mod: true }, { key: "?", mod: true }] },
  previousRoom: { group: "finding", keys: [{ key: "arrowup", alt: true }] },
  nextRoom: { group: "finding", keys: [{ key: "arrowdown", alt: true }] },
  previousUnread: { group: "finding", keys: [{ key: "arrowup", alt: true, shift: true }] },
  nextUnread: { group: "finding", keys: [{ key: "arrowdown", alt: true, shift: true }] },
  markAllRead: { group: "reading", keys: [{ key: "escape", shift: true }] },
} as const satisfies Record<string, Shortcut>;
export type GlobalShortcut = keyof typeof globalShortcuts;

/** Belongs to what has the focus, and is handled there. */
const localShortcuts = {
  walk: { group: "reading", keys: [{ key: "arrowup" }, { key: "arrowdown" }] },
  readAndEnd: { group: "reading", keys: [{ key: "escape" }] },
  send: { group: "writing", keys: [{ key: "enter" }] },
  lineBreak: { group: "writing", keys: [{ key: "enter", shift: true }] },
  editLast: { group: "writing", keys: [{ key: "arrowup" }] },
  bold: { group: "writing", keys: [{ key: "b", mod: true }] },
  italic: { group: "writing", keys: [{ key: "i", mod: true }] },
  strike: { group: "writing", keys: [{ key: "x", mod: true, shift: true }] },
  code: { group: "writing", keys: [{ key: "c", mod: true, shift: true }] },
  link: { group: "writing", keys: [{ key: "u", mod: true, shift: true }] },
  quote: { group: "writing", keys: [{ key: "9", mod: true, shift: true }] },
  bullets: { group: "writing", keys: [{ key: "8", mod: true, shift: true }] },
  numbers: { group: "writing", keys: [{ key: "7", mod: true, shift: true }] },
} as const satisfies Record<string, Shortcut>;

type Shortcut = { readonly group: Group; readonly keys: readonly Keys[] };
export type ShortcutName = keyof typeof globalShortcuts | keyof typeof localShortcuts;

const table: Readonly<Record<ShortcutName, Shortcut>> = { ...globalShortcuts, ...localShortcuts };
export const shortcutNames = Object.keys(table).filter((name): name is ShortcutName => name in table);
export const shortcut = (name: ShortcutName): Shortcut => table[name];

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

type Pressed = Pick<KeyboardEvent, "key" | "code" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** What a key is in shortcuts, lower case: on a keyboard of other letters the Latin one that has the same place. */
export function keyOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  const foreign = /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
  const [, latin] = (foreign && /^Key([A-Z])$/.exec(code)) || [];
  return (latin ?? key).toLowerCase();
}

/** A sign such as "?" stands for itself, with whatever keys a layout makes it; but what AltGr makes is typed, and no shortcut. */
export function isPressed(event: Pressed, keys: Keys, mac: boolean): boolean {
  const sign = keys.key.length === 1 && !/[a-z0-9]/.test(keys.key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  return (
    keyOf(event) === keys.key &&
    mod === Boolean(keys.mod) &&
    !other &&
    (sign ? !(mod && event.altKey) : event.altKey === Boolean(keys.alt) && event.shiftKey === Boolean(keys.shift))
  );
}

export function globalPressed(event: Pressed, typing: boolean, mac: boolean): GlobalShortcut | null {
  for (const name of Object.keys(globalShortcuts)) {
    if (!isGlobal(name)) continue;
    const keys: readonly Keys[] = globalShortcuts[name].keys;
    if (keys.some((each) => !(typing && isCharacter(each)) && isPressed(event, each, mac))) return name;
  }
  return null;
}
const isGlobal = (name: string): name is GlobalShortcut => name in globalShortcuts;
/** Without a modifier it would be typed. */
export const isCharacter = ({ key, mod, alt }: Keys): boolean => key.length === 1 && !mod && !alt;

const macSigns: Readonly<Record<string, string>> = { mod: "⌘", alt: "⌥", shift: "⇧" };
const signs: Readonly<Record<string, string>> = { arrowup: "↑", arrowdown: "↓", escape: "Esc", enter: "Enter" };
const modifiers = ["mod", "alt", "shift"] as const;

/** What stands on the keys, by themselves: ["Ctrl", "K"]. */
export function caps(keys: Keys, mac: boolean, names: { ctrl: string; shift: string }): string[] {
  const plain: Readonly<Record<string, string>> = { mod: names.ctrl, alt: "Alt", shift: names.shift };
  const held = modifiers
    .filter((modifier) => keys[modifier])
    .map((modifier) => (mac ? macSigns : plain)[modifier] ?? "");
  return [...held, signs[keys.key] ?? keys.key.toUpperCase()];
}

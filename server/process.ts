/**
 * The one slot on globalThis. Next bundles its own copies of our modules, so a variable of a module is not shared
 * between the custom server and a page; globalThis is.
 */
const key = Symbol.for("parley.facade");
type Slot = { [key]?: unknown };

export function fill(value: unknown): void {
  (globalThis as Slot)[key] = value;
}

export function read(): unknown {
  return (globalThis as Slot)[key];
}

/** How this browser tells of messages: another computer of the same person stands elsewhere, so it is kept here. */
import * as z from "zod/mini";
import type { Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";
import { soundNames } from "./sounds.ts";

const schema = z.object({
  /** Where the browser permits it, too. */
  desktop: z._default(z.boolean(), false),
  sound: z._default(z.enum([...soundNames, "none"]), "chime"),
  /** From 0 to 1. */
  volume: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
  /** A notification says where, and not what. */
  hideText: z._default(z.boolean(), false),
});
export type Choices = z.infer<typeof schema>;

const key = "parley:notifications";

function stored(): Choices {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? "{}"));
    if (parsed.success) return parsed.data;
  } catch {
    // Storage is closed, or holds something else: the default.
  }
  return schema.parse({});
}

const store = createStore<Choices>(typeof window === "undefined" ? schema.parse({}) : stored());

/** What another tab chooses holds here, too. */
if (typeof window !== "undefined")
  window.addEventListener("storage", (event) => (event.key === key || event.key === null) && store.set(stored()));

export const choices: Store<Choices> = store;

export function choose(patch: Partial<Choices>): void {
  store.set({ ...store.get(), ...patch });
  try {
    localStorage.setItem(key, JSON.stringify(store.get()));
  } catch {
    // Then it holds as long as the page lives.
  }
}

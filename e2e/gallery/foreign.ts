import { hostname } from "node:os";
import type { Page } from "@playwright/test";
import emoji from "emojibase-data/de/compact.json" with { type: "json" };
import { answered } from "#test/support/colleagues.ts";
import { judge, type Verdict } from "./phrases.ts";
import { type Spoken, spoken } from "./spoken.ts";
import type { State } from "./state.ts";
import { catalogues } from "./words.ts";
import type { World } from "./world.ts";

/** What on the screen is not German. */
export async function foreignTo(world: World) {
  const read = judge(catalogues.de, catalogues.en, await dataOf(world));
  /** Most texts are on many screens. */
  const known = new Map<string, Verdict>();
  const verdict = (text: string): Verdict => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
  const fine = (parts: Spoken): boolean =>
    verdict(parts.join("").trim()) === "german" || parts.every((part) => verdict(part.trim()) === "german");
  return async (page: Page, { untranslated }: State): Promise<string[]> =>
    (untranslated ? [] : await spoken(page))
      .filter((parts) => !fine(parts))
      .map((parts) => parts.join("").trim())
      .map((text) => `${verdict(text)}: ${text}`);
}

/** What people of this world named and wrote, and languages by their own names. */
async function dataOf({ mara, tomas, rooms, invite, server }: World): Promise<ReadonlySet<string>> {
  const [{ users }, mine, theirs, { workspace }] = await Promise.all([
    answered(mara.rest("users.list", {})),
    answered(mara.rest("rooms.list", {})),
    answered(tomas.rest("rooms.list", {})),
    answered(mara.rest("me.get", {})),
  ]);
  const all = [...mine.rooms, ...theirs.rooms, ...Object.values(rooms)];
  return new Set([
    ...users.map(({ name }) => name),
    ...users.map(({ name }) => name.split(" ")[0] ?? ""),
    ...all.flatMap(({ name, topic }) => [name, topic]),
    workspace.name,
    // The names of emoji come with their data, in German.
    ...emoji.map(({ label }) => label),
    ...[mara, tomas].map(({ email }) => email),
    `${server.url}/join/${invite}`,
    // What the server that anybody may join is called.
    "Acme",
    "English",
    "Deutsch",
    "Parley",
    "tests",
    "Weather bot",
    // What the states look for.
    "qqq",
    "spinnaker",
    "Chrome",
    "Windows",
    "Linux",
    "Android",
    // What the connection check names.
    "NGINX",
    "Kong",
    "Apache",
    "Traefik",
    "CDN",
    "X-Forwarded-For",
    server.url,
    new URL(server.url).host,
    // The node, by the machine's name.
    hostname(),
    // Names of keys.
    "Alt",
    "Esc",
    "Enter",
  ]);
}

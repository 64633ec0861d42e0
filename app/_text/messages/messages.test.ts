import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { lastWords } from "../last-words.ts";
import de from "./de.json";
import en from "./en.json";

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const english = new Map(flat(en));
const german = new Map(flat(de));

/** Names and words that both languages share. */
const shared = [
  "product",
  "presence.set",
  "rooms.name",
  "details.rename",
  "notifications.byIn",
  "admin.nav.bots",
  "admin.nav.webhooks",
  "admin.console.socketIo",
  "admin.console.webSocket",
  "admin.console.quantiles",
];

/** The arguments of a message with their kinds. Its compiled form is a list of texts, 0 for a plural's own number, and [name, kind, options]. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const look = (list: unknown): void => {
    if (!Array.isArray(list)) return;
    for (const part of list) {
      if (!Array.isArray(part)) continue;
      const [name, kind = "plain", options] = part;
      found.add(`${name} ${kind}`);
      for (const option of Object.values(options ?? {})) look(option);
    }
  };
  look(compile(message));
  return [...found].sort();
}

describe("both languages say the same", () => {
  test("every message exists in both", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test.each([...english])("%s takes the same arguments in both", (key, message) => {
    expect(argumentsOf(german.get(key) ?? "")).toEqual(argumentsOf(message));
  });

  test("nothing stayed English in German but what both share", () => {
    expect([...english].filter(([key, message]) => german.get(key) === message).map(([key]) => key)).toEqual(shared);
  });

  test("where not even the catalogues are left, the words are theirs", () => {
    const words = ({ errors, common }: typeof en) => ({
      pageTitle: errors.pageTitle,
      pageBody: errors.pageBody,
      retry: common.retry,
    });
    expect(lastWords).toEqual({ en: words(en), de: words(de) });
  });
});

describe("messages and screens belong together", () => {
  const root = join(import.meta.dirname, "../..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const code = files.map(({ text }) => text).join("\n");
  const named = new Set([...code.matchAll(/"([a-zA-Z]+(?:\.[a-zA-Z]+)*)"/g)].map((match) => match[1]));
  const families = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{[^}]+\}`/g)].map((match) => match[1] ?? "");

  test.each([...english.keys()])("%s is said somewhere", (key) => {
    const family = key.slice(0, key.lastIndexOf(".") + 1);
    expect(named.has(key) || families.includes(family)).toBe(true);
  });

  test.each(["admin", "doctor"])(
    "the words of %s, which other pages do not bring, are said on its pages alone",
    (part) => {
      const says = new RegExp(`["\`]${part}[.]`);
      const elsewhere = files.filter(({ file, text }) => !file.startsWith(`(${part})`) && says.test(text));
      expect(elsewhere.map(({ file }) => file)).toEqual([]);
    },
  );

  test("whoever says a message gives all its arguments", () => {
    const calls = [...code.matchAll(/\bt\(\s*"([a-zA-Z.]+)"\s*(?:,\s*\{([\s\S]*?)\}\s*,?\s*\))?/g)];
    const lacking = calls.filter(([, key = "", given = ""]) =>
      argumentsOf(english.get(key) ?? "").some((each) => !new RegExp(`\\b${each.split(" ")[0]}\\b`).test(given)),
    );
    expect(lacking.map(([call]) => call)).toEqual([]);
  });
});

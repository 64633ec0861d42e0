/** Tells which language a text of the screens is in, by the catalogues. */
import compile from "icu-minify/compile";

type Tree = { readonly [key: string]: string | Tree };

/** A message as a pattern; what its arguments stood for is captured. */
type Phrase = { readonly message: string; readonly pattern: RegExp; readonly worded: boolean };

export type Verdict = "german" | "english" | "unknown";

/**
 * `data`: what people named and wrote. Every text must be a message of the German catalogue, something of `data`, or
 * without a word (a number, a time, an emoji); and so must what stands in the places of a message's arguments.
 */
export function judge(german: Tree, english: Tree, data: ReadonlySet<string>): (text: string) => Verdict {
  const germanPhrases = phrasesOf(german);
  const englishOnly = phrasesOf(english).filter(
    ({ message }) => !germanPhrases.some((each) => each.message === message),
  );

  const isGerman = (text: string, depth = 0): boolean =>
    wordless(text) ||
    data.has(text) ||
    (depth < 4 &&
      germanPhrases.some(({ pattern }) => {
        const match = pattern.exec(text);
        return match?.slice(1).every((part) => part === undefined || isGerman(part.trim(), depth + 1)) ?? false;
      })) ||
    (depth < 4 && listed(text).every((part) => part !== text && isGerman(part, depth + 1)));

  return (text) => {
    if (isGerman(text)) return "german";
    return englishOnly.some(({ pattern }) => pattern.test(text)) ? "english" : "unknown";
  };
}

const phrasesOf = (tree: Tree): Phrase[] =>
  messages(tree).map((message) => {
    const compiled = [compile(message)].flat();
    return {
      message,
      pattern: new RegExp(`^${compiled.map(source).join("")}$`, "u"),
      worded: compiled.some((part) => typeof part === "string" && /\p{Letter}/u.test(part)),
    };
  });

const messages = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : messages(value)));

/** Of a compiled message: text, 0 for a plural's number, or [argument, kind, options]. */
function source(node: unknown): string {
  if (typeof node === "string") return escaped(node);
  if (node === 0) return String.raw`[\d.,+]+`;
  if (!Array.isArray(node)) return "";
  const [name, kind, options] = node;
  const argument = typeof name === "string" && (node.length === 1 || (typeof kind === "number" && kind > 0));
  if (!argument) return node.map(source).join("");
  if (typeof options === "object" && options !== null) return `(?:${Object.values(options).map(source).join("|")})`;
  return "(.+?)";
}

const escaped = (text: string): string => text.replace(/\s+/g, " ").replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** A list of names, a line of several marks, something in brackets. */
const listed = (text: string): string[] =>
  text
    .split(/, | und | · | – |[()]|:[\w+-]+:/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** What German dates, spans of time and sizes are made of. */
const calendar = new Set(
  [
    ...Array.from({ length: 12 }, (_, month) => new Date(2024, month, 1)).flatMap((day) => named(day, "month")),
    ...Array.from({ length: 7 }, (_, day) => new Date(2024, 0, day + 1)).flatMap((day) => named(day, "weekday")),
    ..."vor in um am den Uhr Sek Min Std Sekunde Sekunden Minute Minuten Stunde Stunden Tag Tagen Tage Woche Wochen Monat Monaten".split(
      " ",
    ),
    ..."ms Byte kB MB".split(" "),
    ..."heute gestern vorgestern jetzt morgen UTC".split(" "),
  ].map((word) => word.toLowerCase().replace(".", "")),
);

function named(day: Date, part: "month" | "weekday"): string[] {
  return (["long", "short"] as const).map((style) => new Intl.DateTimeFormat("de", { [part]: style }).format(day));
}

/** Initials of a name are no word either. */
const wordless = (text: string): boolean =>
  (text.match(/\p{Letter}+/gu) ?? []).every(
    (word) => /^\p{Lu}{0,2}$|^.$/u.test(word) || calendar.has(word.toLowerCase()),
  );

/** Mentions are `<@id>` on the wire and `@Name` where a person writes or reads. */
import { fold } from "#app/_components/fold.ts";

export type Person = { readonly id: string; readonly name: string };

const onWire = /<@([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})>/g;

export type Piece = { readonly text: string } | { readonly mention: string };

export function pieces(text: string): Piece[] {
  const result: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(onWire)) {
    if (match.index > from) result.push({ text: text.slice(from, match.index) });
    result.push({ mention: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) result.push({ text: text.slice(from) });
  return result;
}

export const toDisplay = (text: string, nameOf: (id: string) => string): string =>
  text.replace(onWire, (_, id: string) => `@${nameOf(id)}`);

/** Whole names only, the longest first ("@Anna Lee" before "@Anna"); of namesakes, whoever comes first in `people`. */
export function toWire(text: string, people: readonly Person[]): string {
  if (!text.includes("@")) return text;
  const byLength = people.filter((person) => person.name !== "").sort((a, b) => b.name.length - a.name.length);
  let wire = "";
  for (let i = 0; i < text.length; ) {
    const person =
      text[i] === "@" && !isWord(text[i - 1]) ? byLength.find((each) => startsAt(text, i + 1, each.name)) : undefined;
    wire += person ? `<@${person.id}>` : text[i];
    i += person ? 1 + person.name.length : 1;
  }
  return wire;
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
const startsAt = (text: string, at: number, name: string): boolean =>
  text.startsWith(name, at) && !isWord(text[at + name.length]);

/** The unfinished mention before the caret: where its @ is and what follows it. A name may have one space in it. */
export function mentionBefore(text: string, caret: number): { readonly at: number; readonly query: string } | null {
  const match = /(?:^|[\s(])@([^\s@]{0,40}(?: [^\s@]{1,40})?)$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { at: caret - query.length - 1, query };
}

/** At most `limit` people one of whose names' words begins with the query. */
export function matching(people: readonly Person[], query: string, limit: number): Person[] {
  const wanted = fold(query);
  const found: Person[] = [];
  for (const person of people) {
    if (found.length === limit) break;
    if (namesOf(person).some((name) => name.startsWith(wanted))) found.push(person);
  }
  return found;
}

/** Folding costs more than comparing, and a room may have thousands of members: once for each. */
const folded = new WeakMap<Person, readonly string[]>();
function namesOf(person: Person): readonly string[] {
  const known = folded.get(person);
  if (known) return known;
  const name = fold(person.name);
  const names = [name, ...name.split(/\s+/)];
  folded.set(person, names);
  return names;
}

/** Plays one script in a room: who says what to whom, a little later each time. */
import type { Random } from "./random.ts";
import type { MessageRow, RoomHistory } from "./room-history.ts";
import { slots } from "./scripts.ts";

const line = /^([A-D])(\^?): (.*)$/;
const slot = new RegExp(`\\$(${Object.keys(slots).join("|")})`, "g");

/** `cast` are the ids of A, B, C, D. Answers when the last thing happened. */
export function play(history: RoomHistory, script: string, cast: readonly string[], start: Date, random: Random): Date {
  const chosen = new Map<string, string>();
  const write = (text: string): string =>
    text
      .replace(/\[\[([^\]]*)\]\]/g, (_, choices: string) => random.pick(choices.split("|")))
      .replace(slot, (_, name: string) => {
        const value = chosen.get(name) ?? random.pick(slots[name] ?? [name]);
        chosen.set(name, value);
        return value;
      })
      .replace(/@([A-D])\b/g, (_, letter: string) => `<@${who(letter)}>`);
  const who = (letter: string): string => {
    const id = cast["ABCD".indexOf(letter) % cast.length];
    if (id === undefined) throw new RangeError("A script needs somebody to play it.");
    return id;
  };

  let at = start;
  const later = (least: number, most: number): Date => {
    at = new Date(at.getTime() + random.whole(least, most) * 1000);
    return at;
  };
  let first: MessageRow | undefined;
  for (const { author, threaded, text, actions } of parse(script)) {
    const message = history.say(who(author), write(text), later(15, 200), threaded ? first : undefined);
    first ??= message;
    for (const action of actions) act(history, message, action, { who, write, later });
  }
  return at;
}

type Stage = { who(letter: string): string; write(text: string): string; later(least: number, most: number): Date };

function act(history: RoomHistory, message: MessageRow, action: string, stage: Stage): void {
  if (action.startsWith("~ ")) return history.edit(message, stage.write(action.slice(2)), stage.later(10, 60));
  if (action === "-") return history.remove(message, stage.later(5, 30));
  const [emoji = "", ...letters] = action.slice(2).split(" ");
  // In a small room several letters are one person, who reacts once and not to their own words.
  const people = new Set(letters.map((letter) => stage.who(letter)));
  people.delete(message.author_id);
  for (const person of people) history.react(message, person, emoji, stage.later(3, 40));
}

type Line = { author: string; threaded: boolean; text: string; actions: string[] };

function parse(script: string): Line[] {
  const lines: Line[] = [];
  for (const raw of script.split("\n")) {
    const begins = line.exec(raw);
    const current = lines.at(-1);
    if (begins)
      lines.push({ author: begins[1] ?? "", threaded: begins[2] === "^", text: begins[3] ?? "", actions: [] });
    else if (current && /^(\+ |~ |-$)/.test(raw)) current.actions.push(raw);
    else if (current) current.text += `\n${raw}`;
  }
  return lines;
}

/** The line of the tab that leads: the connection itself, and what the other tabs of its person have of it. */
import { errorBody, failure } from "#contract/envelope.ts";
import type { Hello } from "#contract/events.ts";
import { viewOfWay } from "../connection-state.ts";
import { createLine, type LineOptions, type OpenedLink } from "../line.ts";
import { type Group, maxUnderWay, type Role } from "./role.ts";
import type { Note, WordOf } from "./words.ts";

type LeaderOptions = LineOptions & {
  readonly group: Group;
  /** A `hello` as it would be now. */
  readonly greeting: (hello: Hello) => Hello;
  /** What a tab that joins has to know. */
  readonly notes: () => readonly Note[];
  /** The connection turned out to be another person's. */
  readonly stranger: (userId: string) => void;
};

/** Several tabs that notice that the machine slept reconnect once. */
const sleptAgainMs = 5_000;

/** `start` it once it is in its place. */
export function lead({ group, greeting, notes, stranger, ...options }: LeaderOptions): Role {
  const { clock, timings } = group;
  /** Names the links of this time of leading. */
  const era = group.term;
  /** Whether another tab asked who leads, and so is awake. */
  let followed = false;
  let watchedUntil = 0;
  let sleptAt = -Infinity;
  let underWay = 0;
  let contested = 0;
  let cancelInsisting: (() => void) | null = null;

  const line = createLine({
    ...options,
    watched: () => options.watched() || clock.now() < watchedUntil,
    event(event) {
      // The session is this connection's own to extend.
      if (event.event !== "session.expiring") group.say(null, { type: "event", term: group.term, event });
      options.event(event);
    },
    use(link) {
      const { id } = link.hello.user;
      if (id !== group.userId) return stranger(id);
      options.use(link);
      group.say(null, state(true));
    },
    poll() {
      group.say(null, { type: "poll", term: group.term });
      return options.poll();
    },
  });

  const nameOf = (link: OpenedLink) => `${era}-${link.id}`;
  const state = (inFull: boolean): WordOf<"lead"> => {
    const link = line.current();
    return {
      type: "lead",
      term: group.term,
      view: link ? viewOfWay(link.way) : line.view.get(),
      link: link && { id: nameOf(link), way: link.way, ...(inFull && { hello: greeting(link.hello) }) },
    };
  };

  const forget = line.view.subscribe(() => {
    group.show(line.view.get());
    group.say(null, state(false));
    const waiting = line.waiting();
    // Should the way be closed to this tab only, the next try is another's.
    if (waiting && followed) group.pass(waiting);
  });

  const answer = (from: string, { link: theirs, watched }: WordOf<"who">) => {
    followed = true;
    if (watched) watchedUntil = clock.now() + 3 * timings.tabLookMs;
    const link = line.current();
    // Told to all, one answer spares the others their questions.
    if (!link || nameOf(link) === theirs) return group.say(null, state(false));
    for (const note of notes()) group.say(from, { type: "note", note });
    group.say(from, state(true));
  };

  const carry = (from: string, { link: theirs, call, command }: WordOf<"command">) => {
    const reply = (reply: WordOf<"reply">["reply"]) =>
      group.say(from, { type: "reply", term: group.term, call, reply });
    const link = line.current();
    if (!link || nameOf(link) !== theirs) return reply(null);
    if (underWay >= maxUnderWay)
      return reply(failure(command.requestId, errorBody("overloaded", "Too much is under way.")));
    underWay += 1;
    link
      .send(command)
      .then(reply, () => reply(null))
      .finally(() => {
        underWay -= 1;
      });
  };

  const woke = (slept: boolean) => {
    const again = clock.now() - sleptAt < sleptAgainMs;
    if (slept && !again) sleptAt = clock.now();
    line.take({ type: "woke", slept: slept && !again });
    line.check();
  };

  /** The lock decides who leads; if it is still ours after a moment, the other one is mistaken. */
  const insist = (term: number) => {
    contested = Math.max(contested, term);
    cancelInsisting ??= clock.after(timings.tabAnswerMs / 2, () => {
      cancelInsisting = null;
      group.term = contested + 1;
      group.say(null, state(false));
    });
  };

  const take: Role["take"] = (input) => {
    if (input.type === "woke") return woke(input.slept);
    line.take(input);
    if (input.type !== "start") return;
    group.show(line.view.get());
    group.say(null, state(false));
  };

  return {
    current: line.current,
    take,
    check: line.check,
    hear(from, word) {
      if (word.type === "who") answer(from, word);
      else if (word.type === "command") carry(from, word);
      else if (word.type === "woke") woke(word.slept);
      else if (word.type === "lead" && word.term >= group.term) insist(word.term);
    },
    end(waiting) {
      cancelInsisting?.();
      forget();
      group.say(null, { type: "bye", term: group.term, ...(waiting && { waiting }) });
      line.take({ type: "stop" });
    },
  };
}

/** The line of a tab that follows: a link that leads to the tab that has the connection. */
import { errorBody, failure, type Reply } from "#contract/envelope.ts";
import type { EventEnvelope } from "#contract/events.ts";
import type { OpenedLink } from "../line.ts";
import type { ConnectionView } from "../public.ts";
import { LinkLost } from "../transports/transport.ts";
import { type Group, maxUnderWay, type Role } from "./role.ts";
import type { WordOf } from "./words.ts";

type FollowerOptions = {
  readonly group: Group;
  readonly watched: () => boolean;
  /** Whether this tab was just opened: where the one that leads has given up, it tries for itself. */
  readonly fresh: boolean;
  readonly event: (event: EventEnvelope) => void;
  readonly use: (link: OpenedLink) => void;
  readonly poll: () => Promise<boolean>;
};

type Pending = { resolve(reply: Reply): void; reject(error: LinkLost): void };
type Shared = { readonly id: string; readonly opened: OpenedLink; readonly pending: Map<number, Pending> };

/** A tab that nobody looks at asks this much less often whether the one that leads is awake. */
const unwatchedTimes = 5;
/** A timer that comes so much too late says that this tab itself slept, not the other one. */
const lateMs = 500;

export function follow(options: FollowerOptions): Role {
  const { group, watched } = options;
  const { clock, timings } = group;
  let leader: string | null = null;
  let link: Shared | null = null;
  let fresh = options.fresh;
  let heardAt = clock.now();
  let asking = false;
  let calls = 0;
  let cancelAnswer = () => {};
  let cancelLook = () => {};
  let cancelDoubt: (() => void) | null = null;

  /** Asks the tab that leads for a sign of life, and takes its place where it gives none: the browser froze it, or it is gone. */
  const ask = () => {
    if (asking) return;
    asking = true;
    // Not all at once, and first a tab that somebody looks at.
    const wait = timings.tabAnswerMs * ((watched() ? 1 : 2) + group.random() / 2);
    const due = clock.now() + wait;
    group.say(null, { type: "who", link: link?.id ?? null, watched: watched() });
    cancelAnswer = clock.after(wait, () => {
      asking = false;
      if (clock.now() - due > lateMs) ask();
      else group.steal(false);
    });
  };

  const heard = () => {
    heardAt = clock.now();
    asking = false;
    cancelAnswer();
    cancelDoubt?.();
    cancelDoubt = null;
  };

  /** A command is under way: it shall not wait until the next look. */
  const doubt = () => {
    if (clock.now() - heardAt >= timings.tabAnswerMs) ask();
    else cancelDoubt ??= clock.after(timings.tabAnswerMs, ask);
  };

  const look = () => {
    cancelLook = clock.after(timings.tabLookMs, () => {
      // Whoever is looked at asks in any case: so the one that leads knows that somebody looks.
      if (watched() || clock.now() - heardAt >= unwatchedTimes * timings.tabLookMs) ask();
      look();
    });
  };

  const drop = () => {
    const last = link;
    link = null;
    for (const { reject } of last?.pending.values() ?? []) reject(new LinkLost());
  };

  const send = (over: Shared, command: Parameters<OpenedLink["send"]>[0]): Promise<Reply> => {
    if (link !== over || !leader) return Promise.reject(new LinkLost());
    if (over.pending.size >= maxUnderWay)
      return Promise.resolve(failure(command.requestId, errorBody("overloaded", "Too much is under way.")));
    const call = ++calls;
    group.say(leader, { type: "command", link: over.id, call, command });
    doubt();
    return new Promise<Reply>((resolve, reject) => over.pending.set(call, { resolve, reject }));
  };

  const open = ({ id, way, hello }: NonNullable<WordOf<"lead">["link"]>) => {
    if (!hello || hello.user.id !== group.userId) return;
    drop();
    // The machine's own links count from 1.
    const opened: OpenedLink = { id: 0, way, hello, send: (command) => send(shared, command) };
    const shared: Shared = { id, opened, pending: new Map() };
    link = shared;
    options.use(opened);
  };

  const led = (from: string, { term, view, link: theirs }: WordOf<"lead">) => {
    if (leader !== from) drop();
    leader = from;
    group.term = term;
    group.waiting = null;
    if (!theirs) drop();
    else if (theirs.id !== link?.id) {
      open(theirs);
      // Its `hello` was not for us, or not heard: then it is asked for.
      if (!link) ask();
    }
    if (link || !theirs) group.show(view);
    else group.moving();
    if (fresh && hasGivenUp(view)) group.steal(true);
    fresh = false;
  };

  group.moving();
  ask();
  look();

  return {
    current: () => link?.opened ?? null,
    take(input) {
      // A person who looks at this tab wants it now: better here, where the browser surely holds nothing back.
      if (input.type === "retryNow" && !link) group.steal(true);
      else if (input.type === "woke") {
        group.say(null, { type: "woke", slept: input.slept });
        ask();
      }
    },
    check: ask,
    hear(from, word) {
      if (!("term" in word) || word.term < group.term) return;
      if (word.type === "lead") {
        heard();
        return led(from, word);
      }
      if (leader !== from) return;
      heard();
      if (word.type === "bye") {
        leader = null;
        group.waiting = word.waiting ?? null;
        drop();
        group.moving();
        ask();
      } else if (!link) return;
      else if (word.type === "event") options.event(word.event);
      else if (word.type === "poll") options.poll().catch(() => {});
      else {
        const pending = link.pending.get(word.call);
        link.pending.delete(word.call);
        if (word.reply) pending?.resolve(word.reply);
        else pending?.reject(new LinkLost());
      }
    },
    end() {
      cancelAnswer();
      cancelLook();
      cancelDoubt?.();
      drop();
    },
  };
}

const hasGivenUp = ({ state }: ConnectionView): boolean =>
  state === "reconnecting" || state === "signedOut" || state === "stopped";

/**
 * FB-6: one connection for all tabs of a person in a browser. The tab that holds a lock leads: it has the connection and
 * serves the others, to whom it is a link like any other, with `hello`, events and replies. Each tab keeps its own cursors
 * and catches up over a new link by itself (SYN-4), so whoever leads next begins afresh and owes nobody anything.
 */
import type { Hello } from "#contract/events.ts";
import { type Input, initialConnection, viewOf, type Way } from "../connection-state.ts";
import type { Line, LineOptions } from "../line.ts";
import { newId } from "../new-id.ts";
import type { ConnectionView } from "../public.ts";
import { createStore } from "../store.ts";
import type { Browser } from "./browser.ts";
import { follow } from "./follower.ts";
import { lead } from "./leader.ts";
import type { Group, Role } from "./role.ts";
import { type Note, pack, personSchema, unpack } from "./words.ts";

export type SharedLineOptions = LineOptions & {
  readonly browser: Browser;
  /** Who the page was made for. Where the connection turns out to be another's, the tab goes over to that person's. */
  readonly userId: string;
  /** The machine's first input, as of now. */
  readonly begin: () => Extract<Input, { type: "start" }>;
  /** A `hello` as it would be now. */
  readonly greeting: (hello: Hello) => Hello;
  /** What a tab that joins has to know. */
  readonly notes: () => readonly Note[];
  /** What another tab told. */
  readonly heard: (note: Note) => void;
};

type Membership = { tell(note: Note): void; readonly role: Role; readonly leads: boolean; leave(): void };

/** Tabs that speak another version of the words are strangers. */
const version = 1;

export function createSharedLine(options: SharedLineOptions): Line {
  const { clock, timings } = options;
  const me = newId();
  const view = createStore<ConnectionView>(viewOf(initialConnection));
  let userId = options.userId;
  let membership: Membership | null = null;
  let cancelShow = () => {};

  const show = (next: ConnectionView) => {
    cancelShow();
    const set = () => {
      if (JSON.stringify(next) !== JSON.stringify(view.get())) view.set(next);
    };
    const { state } = view.get();
    // While the lead passes from tab to tab, nobody needs to see the moment in between.
    if (next.state === "connecting" && (state === "live" || state === "fallback"))
      cancelShow = clock.after(timings.tabMoveMs, set);
    else set();
  };

  const leave = () => {
    const left = membership;
    membership = null;
    left?.leave();
  };

  const join = () => {
    membership = joinGroup(options, { me, userId, show, last: view.get }, (id) => {
      leave();
      userId = id;
      join();
    });
  };

  return {
    view,
    take(input) {
      if (input.type === "start") {
        if (!membership) join();
      } else if (input.type === "stop") {
        leave();
        cancelShow();
        view.set(viewOf(initialConnection));
      } else membership?.role.take(input);
    },
    current: () => membership?.role.current() ?? null,
    check: () => membership?.role.check(),
    leads: () => membership?.leads ?? false,
    tell: (note) => membership?.tell(note),
  };
}

type Tab = {
  readonly me: string;
  readonly userId: string;
  readonly show: (view: ConnectionView) => void;
  /** What was shown last. */
  readonly last: () => ConnectionView;
};

/** As one of the tabs of this person, until it leaves. */
function joinGroup(
  options: SharedLineOptions,
  { me, userId, show, last }: Tab,
  goOver: (userId: string) => void,
): Membership {
  const { browser, clock, random, timings } = options;
  const name = `parley-${version}-${userId}`;
  /** What the last link was, whoever led: the next one begins there. */
  let way: Way | null = null;
  let anew = false;
  let leads = false;
  let announced = false;
  let role: Role;

  const used: LineOptions["use"] = (link) => {
    way = link.way;
    options.use(link);
    // Once: two who could never agree must not call each other back for ever.
    if (leads && !announced) everyone.post({ userId });
    announced = true;
  };
  const group: Group = {
    userId,
    clock,
    random,
    timings,
    term: 0,
    waiting: null,
    say: (to, word) => channel.post(pack(me, to, word)),
    show,
    moving() {
      const { state } = last();
      if (state === "live" || state === "fallback") show({ state: "connecting" });
    },
    pass(waiting) {
      leads = false;
      role.end(waiting);
      group.waiting = waiting;
      role = following(false);
      lock.pass();
    },
    steal(afresh) {
      anew ||= afresh;
      lock.steal();
    },
  };

  const following = (fresh: boolean) => follow({ ...options, group, use: used, fresh });
  const channel = browser.channel(name, (message) => {
    const said = unpack(message, me);
    if (said?.word.type === "note") options.heard(said.word.note);
    else if (said) role.hear(said.from, said.word);
  });
  // Whoever signed in here did it for all tabs of this browser: one that still is another person's asks the server.
  const everyone = browser.channel(`parley-${version}`, (message) => {
    const told = personSchema.safeParse(message);
    if (told.success && told.data.userId !== userId && leads) role.take({ type: "woke", slept: true });
  });
  role = following(true);

  const lock = browser.lock(name, {
    held() {
      role.end();
      const was = last();
      const ended = !anew && (was.state === "signedOut" || was.state === "stopped") ? was : null;
      const waiting = anew ? null : group.waiting;
      anew = false;
      group.waiting = null;
      leads = true;
      group.term = Math.max(clock.now(), group.term + 1);
      role = lead({ ...options, group, use: used, stranger: goOver });
      const start = options.begin();
      role.take({ ...start, remembered: way ?? start.remembered, ended, waiting });
    },
    lost() {
      leads = false;
      role.end();
      role = following(false);
    },
  });

  return {
    tell: (note) => group.say(null, { type: "note", note }),
    get role() {
      return role;
    },
    get leads() {
      return leads;
    },
    leave() {
      role.end();
      lock.leave();
      channel.close();
      everyone.close();
    },
  };
}

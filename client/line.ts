/** Runs the connection machine: opens and closes links, keeps its timer, and hands on what links receive. */
import type { CommandEnvelope, Reply } from "#contract/envelope.ts";
import type { EventEnvelope, PlainPayload } from "#contract/events.ts";
import type { Clock } from "./clock.ts";
import { connectionMachine } from "./connection.ts";
import {
  type Cause,
  type Effect,
  type Input,
  initialConnection,
  nextDeadline,
  viewOf,
  type Waiting,
  type Way,
} from "./connection-state.ts";
import { createHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { newId } from "./new-id.ts";
import type { ConnectionView, Store } from "./public.ts";
import { createStore } from "./store.ts";
import type { Note } from "./tabs/words.ts";
import type { Timings } from "./timings.ts";
import { type Link, LinkLost, type OpenLink } from "./transports/transport.ts";

/** A link that said hello. */
export type OpenedLink = {
  readonly id: number;
  readonly way: Way;
  readonly hello: PlainPayload<"hello">;
  send(command: CommandEnvelope): Promise<Reply>;
};

export type Line = {
  readonly view: Store<ConnectionView>;
  /** Where commands go now. */
  current(): OpenedLink | null;
  /** Tells the machine what happened outside. */
  take(input: Input): void;
  /** Asks the current link for a sign of life. */
  check(): void;
  /** Whether this tab has the connection, for all tabs of its person. */
  leads(): boolean;
  /** Tells the others. */
  tell(note: Note): void;
};

export type LineOptions = {
  readonly ways: Readonly<Record<Way, OpenLink>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Timings;
  /** Whether somebody looks at the page. */
  readonly watched: () => boolean;
  readonly probe: () => Promise<"ok" | "unauthenticated" | "unreachable">;
  readonly remember: (way: Way) => void;
  /** Every event but those of the connection itself. */
  readonly event: (event: EventEnvelope) => void;
  /** Catch up over this link; say `filled` after it. */
  readonly use: (link: OpenedLink) => void;
  readonly poll: () => Promise<boolean>;
};

type Running = { readonly link: Link; readonly way: Way; heartbeat: Heartbeat | null; opened: OpenedLink | null };

/** `waiting`: what for, where it is to be tried again. */
export function createLine(options: LineOptions): Line & { waiting(): Waiting | null } {
  const { clock, timings } = options;
  const step = connectionMachine(timings, options.random);
  const view = createStore<ConnectionView>(viewOf(initialConnection));
  const running = new Map<number, Running>();
  let state = initialConnection;
  let cancelTimer = () => {};

  const take = (input: Input) => {
    const [next, effects] = step(state, input, clock.now());
    state = next;
    cancelTimer();
    const deadline = nextDeadline(state, timings);
    if (deadline !== null) cancelTimer = clock.after(deadline - clock.now(), () => take({ type: "tick" }));
    for (const effect of effects) perform(effect);
    const shown = viewOf(state);
    if (JSON.stringify(shown) !== JSON.stringify(view.get())) view.set(shown);
  };

  const perform = (effect: Effect) => {
    if (effect.type === "open") open(effect.link, effect.way);
    else if (effect.type === "close") close(effect.link);
    else if (effect.type === "remember") options.remember(effect.way);
    else if (effect.type === "probe") void options.probe().then((outcome) => take({ type: "probed", outcome }));
    else {
      const opened = running.get(effect.link)?.opened;
      if (opened) options.use(opened);
    }
  };

  const open = (id: number, way: Way) => {
    const link = options.ways[way]({
      event: (event) => receive(id, event),
      alive: () => running.get(id)?.heartbeat?.alive(),
      closed: (kind) => ended(id, { kind }),
      poll: options.poll,
    });
    running.set(id, { link, way, heartbeat: null, opened: null });
  };

  const close = (id: number) => {
    const entry = running.get(id);
    running.delete(id);
    entry?.heartbeat?.stop();
    entry?.link.close();
  };

  const ended = (id: number, cause: Cause) => {
    close(id);
    take({ type: "closed", link: id, cause });
  };

  const receive = (id: number, event: EventEnvelope) => {
    const entry = running.get(id);
    if (!entry) return;
    if (event.event === "hello") {
      entry.opened ??= openedLink(id, entry, event.payload);
      take({ type: "hello", link: id });
    } else if (event.event === "closing") ended(id, { kind: "closing", ...event.payload });
    else if (event.event === "reconnect") take({ type: "move", afterMs: event.payload.afterMs });
    else if (entry.opened) options.event(event);
  };

  const openedLink = (id: number, entry: Running, hello: PlainPayload<"hello">): OpenedLink => {
    // A stream has its own heartbeat, and polling needs none.
    if (entry.way === "websocket") {
      entry.heartbeat = createHeartbeat({
        clock,
        timings,
        watched: options.watched,
        ping: () => entry.link.send({ v: 1, action: "ping", requestId: newId(), payload: {} }),
        silent: () => ended(id, { kind: "silent" }),
      });
    }
    return {
      id,
      way: entry.way,
      hello,
      async send(command) {
        if (!running.has(id)) throw new LinkLost();
        const replied = entry.heartbeat?.sent();
        try {
          return await entry.link.send(command);
        } finally {
          replied?.();
        }
      },
    };
  };

  return {
    view,
    take,
    current: () => (state.primary === null ? null : (running.get(state.primary)?.opened ?? null)),
    check: () => {
      if (state.primary !== null) running.get(state.primary)?.heartbeat?.check();
    },
    waiting: () => (state.retryAt === null ? null : { retryAt: state.retryAt, tries: state.tries }),
    leads: () => true,
    tell: () => {},
  };
}

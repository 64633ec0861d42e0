/** The browser's end of the line, put together: connection, rooms, people, outbox. */
import type { Action, Payload, Result } from "#contract/commands.ts";
import type { Message, PresenceStatus, User } from "#contract/entities.ts";
import type { Measured } from "#contract/measured.ts";
import { errorBody } from "#contract/replies.ts";
import { backoff } from "./backoff.ts";
import { createCatchUp } from "./catch-up.ts";
import { createCommandQueue } from "./command-queue.ts";
import { gatherEvents } from "./gather.ts";
import { createHistory } from "./history.ts";
import type { OpenedLink } from "./line.ts";
import { newId } from "./new-id.ts";
import type { Settings } from "./options.ts";
import { createOutbox } from "./outbox.ts";
import { createOwnChanges } from "./own-changes.ts";
import { createPeople } from "./people.ts";
import type { CommandResult, GatewayClient } from "./public.ts";
import { createReceiver } from "./receive.ts";
import { createRoomBook } from "./room-book.ts";
import { createStore, held } from "./store.ts";
import type { Note } from "./tabs/words.ts";
import { LinkLost } from "./transports/transport.ts";
import { createTyping } from "./typing.ts";
import type { Wire, WireLine } from "./wire.ts";

/** A hole that `sync` did not fill is not asked about more often than this. */
const holeMs = 250;
const holeRetryMs = 1_000;

export function assemble(settings: Settings, wire: Wire): GatewayClient {
  const { clock, random, timings, surroundings } = settings;
  const { rest } = wire;
  const me = createStore<User | null>(null);
  const measured = createStore<Measured | null>(null);
  const meId = () => me.get()?.id ?? settings.userId ?? "";

  const people = createPeople({ clock, rest, typingMs: timings.typingMs });
  const book = createRoomBook({
    bounds: settings.bounds,
    meId,
    hole: () => hole(),
    recount: (roomId) => void history.recount(roomId),
    applied: (messages) => applied(messages),
  });
  const history = createHistory({ book, rest, clock, random, timings, meId, epoch: () => catchUp.epoch() });
  const catchUp = createCatchUp({ book, history, rest, understand: wire.understand, learn: people.learn });

  const line: WireLine = wire.line({
    probe,
    event: (event) => events.event(event),
    use,
    poll: async () => {
      const link = line.current();
      if (!link) throw new LinkLost();
      return catchUp.run(link);
    },
    greeting: (hello) => ({
      ...hello,
      user: me.get() ?? hello.user,
      presence: Object.fromEntries(people.presence.get()),
    }),
    notes: () => (chosenPresence ? [{ type: "presence", status: chosenPresence }] : []),
    heard: (note) => hear(note),
  });

  const commands = createCommandQueue(clock, timings.commandMs, line.current);
  const outbox = createOutbox({
    storage: settings.storage,
    leads: line.leads,
    tell: line.tell,
    clock,
    random,
    timings,
    connected: () => line.current() !== null,
    deliver: (command) => {
      const link = line.current();
      if (!link) return Promise.reject(new LinkLost());
      // A link that answers pings but not this: the same key again is harmless.
      return new Promise((resolve, reject) => {
        const cancel = clock.after(timings.commandMs, () => reject(new LinkLost("No reply.")));
        link.send(command).then(resolve, reject).finally(cancel);
      });
    },
    understand: wire.understand,
    contains: (roomId, seq) => (book.entry(roomId)?.kept.room.cursor ?? seq) >= seq,
  });
  book.rooms.subscribe(outbox.settle);

  const receive = createReceiver({ book, people, catchUp, me, measured, meId, hole, extendSession });
  const events = gatherEvents({ clock, gatherMs: settings.gatherMs, receive, together: book.together });
  const ownChanges = createOwnChanges({ book, rest, unheard: askAgainWhilePolling });
  const typing = createTyping(clock, timings, (roomId, on) => {
    const link = line.current();
    if (!link || link.way === "polling") return;
    link.send({ v: 1, action: "setTyping", requestId: newId(), roomId, payload: { typing: on } }).catch(() => {});
  });
  const listeners = new Set<(messages: readonly Message[]) => void>();
  let chosenPresence: PresenceStatus | null = null;
  const roomsKnown = createStore(false);
  let unlisten = () => {};
  /** Whether `start()` left the connection for later. */
  let waits = false;
  let holes: "none" | "asked" | "more" = "none";

  /** AUTH-8. A server that says anything but 401 is there; a proxy's 5xx in its place is not it. */
  async function probe() {
    const answer = await rest("me.get");
    if (answer.ok) return "ok";
    if (answer.status === 401) return "unauthenticated";
    return answer.status === 0 || answer.status === 429 || answer.status >= 500 ? "unreachable" : "ok";
  }

  function use(link: OpenedLink) {
    events.flush();
    const { user, presence } = link.hello;
    if (meId() !== "" && meId() !== user.id) forgetMe();
    book.forgetWaiting();
    me.set(user);
    people.learn([user]);
    people.replacePresence(presence);
    outbox.open(user.id);
    if (chosenPresence && line.leads()) void commands.send("setPresence", { status: chosenPresence });
    commands.flush();
    outbox.wake();
    history.hurry();
    void fill(link, 0);
  }

  /** What a page shows first needs no connection. */
  async function beginWith(epoch: string) {
    if (await catchUp.begin(epoch)) roomsKnown.set(true);
  }

  /** From another tab of mine. */
  function hear(note: Note) {
    if (note.type === "presence") chosenPresence = note.status;
    else outbox.hear(note);
  }

  /** Somebody else signed in here. Nothing of mine is done in their name, or shown to them. */
  function forgetMe() {
    commands.refuse(errorBody("unauthenticated", "Somebody else is signed in here now."));
    chosenPresence = null;
    measured.set(null);
    typing.stop();
    outbox.close();
    roomsKnown.set(false);
    book.clear();
    catchUp.clear();
    people.clear();
  }

  /** Again until it succeeds or another link is in use. */
  async function fill(link: OpenedLink, tries: number) {
    try {
      await catchUp.run(link);
      if (line.current() !== link) return;
      roomsKnown.set(true);
      line.take({ type: "filled", link: link.id });
    } catch {
      clock.after(200 + backoff(tries, random, timings), () => {
        if (line.current() === link) void fill(link, tries + 1);
      });
    }
  }

  /** SEQ-4: `sync` at once; holes found meanwhile are asked about together a moment later. */
  function hole() {
    if (holes !== "none") {
      holes = "more";
      return;
    }
    holes = "asked";
    clock.after(holeMs, () => {
      const more = holes === "more";
      holes = "none";
      if (more) hole();
    });
    const link = line.current();
    if (!link) return;
    catchUp.run(link).catch(() => {
      // A server that is too busy now is asked again, as a quiet room would say nothing more; another link asks by itself.
      clock.after(holeRetryMs, () => {
        if (line.current() === link) hole();
      });
    });
  }

  function applied(messages: readonly Message[]) {
    people.need(messages.map((message) => message.authorId));
    for (const listener of [...listeners]) listener(messages);
    for (const { authorId, requestId, roomId, seq } of messages) {
      if (authorId === meId()) outbox.arrived(requestId, roomId, seq);
      else people.types(roomId, authorId, false);
    }
  }

  /** AUTH-7: a fresh ticket carries the session's new end over to this connection. */
  async function extendSession() {
    const ticket = await rest("tickets.create");
    if (ticket.ok) await commands.send("extendSession", { ticket: ticket.answer.ticket });
  }

  async function command<A extends Action>(action: A, asked: Payload<A>, roomId?: string): Promise<CommandResult<A>> {
    const reply = await commands.send(action, asked, roomId);
    if (!reply.ok) return { ok: false, error: reply.error };
    let payload: Result<A>;
    try {
      payload = wire.understand(action, reply.payload);
    } catch {
      return { ok: false, error: errorBody("internal", "The server's answer was not understood.") };
    }
    askAgainWhilePolling();
    return { ok: true, payload };
  }

  /** Where no event tells what a change of mine did. */
  function askAgainWhilePolling() {
    const link = line.current();
    if (link?.way === "polling") catchUp.run(link).catch(() => {});
  }

  const needPeopleOf = (roomId: string) => {
    const room = book.rooms.get().get(roomId);
    if (!room) return;
    const messages = [...room.messages, ...(room.excerpt?.messages ?? [])];
    people.need([...new Set(messages.map((message) => message.authorId)), ...(room.members?.keys() ?? [])]);
  };

  return {
    start() {
      unlisten();
      unlisten = surroundings.listen({
        online: () => line.take({ type: "online" }),
        offline: () => line.take({ type: "offline" }),
        woke: (slept) => {
          line.take({ type: "woke", slept });
          line.check();
        },
        left: () => line.take({ type: "stop" }),
        returned: () => {
          waits = false;
          line.begin();
        },
      });
      if (settings.userId !== undefined) outbox.open(settings.userId);
      waits = settings.epoch !== undefined && !roomsKnown.get();
      if (waits && settings.epoch !== undefined) void beginWith(settings.epoch);
      else line.begin();
    },
    connect() {
      if (waits) line.begin();
      waits = false;
    },
    stop() {
      waits = false;
      unlisten();
      unlisten = () => {};
      typing.stop();
      line.take({ type: "stop" });
      people.clearEphemeral();
      outbox.close();
    },
    retryNow() {
      line.take({ type: "retryNow" });
      history.hurry();
    },

    connection: line.view,
    me,
    rooms: book.rooms,
    roomsKnown,
    users: people.users,
    presence: people.presence,
    typing: people.typing,
    measured,
    outbox: outbox.entries,

    onMessages(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    leads: line.leads,

    send(roomId, text) {
      typing.sent(roomId);
      return outbox.add(roomId, text);
    },
    retry: outbox.retry,
    discard: outbox.discard,
    restore: outbox.restore,
    command,
    setPreferences: ownChanges.setPreferences,
    markAllRead: ownChanges.markAllRead,
    type: typing.keystroke,
    setPresence(status) {
      chosenPresence = status;
      line.tell({ type: "presence", status });
      void commands.send("setPresence", { status });
    },

    async openRoom(roomId) {
      if (!book.entry(roomId)) await held(roomsKnown);
      await history.open(roomId);
      needPeopleOf(roomId);
    },
    async loadBefore(roomId) {
      const found = await history.before(roomId);
      needPeopleOf(roomId);
      return found;
    },
    async loadAfter(roomId) {
      const found = await history.after(roomId);
      needPeopleOf(roomId);
      return found;
    },
    async loadAround(roomId, target) {
      if (!book.entry(roomId)) await held(roomsKnown);
      const seq = await history.around(roomId, target);
      needPeopleOf(roomId);
      return seq;
    },
    stay: history.stay,
    leaveExcerpt: history.leave,
    loadsFailing: history.failing,
    holdHistory: book.holdHistory,
    addRoom: (room) => void book.add(room, room.head, room.joinedSeq),
    learnUsers: people.learn,
  };
}

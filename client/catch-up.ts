/** Brings everything up to date over a link: the first load, `sync` after each `hello` and each hole, `reset` (SYN-1). */
import type { Result, SyncRoom } from "#contract/commands.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { MyRoom, User } from "#contract/entities.ts";
import type { History } from "./history.ts";
import type { OpenedLink } from "./line.ts";
import { newId } from "./new-id.ts";
import type { Rest } from "./rest.ts";
import type { RoomBook } from "./room-book.ts";
import { LinkLost } from "./transports/transport.ts";
import type { Wire } from "./wire.ts";

type CatchUpOptions = {
  readonly book: RoomBook;
  readonly history: History;
  readonly rest: Rest;
  readonly understand: Wire["understand"];
  readonly learn: (users: readonly User[]) => void;
};

type Answer = {
  readonly result: Result<"sync">;
  /** What was known when it was asked for. */
  readonly cursors: Readonly<Record<string, number>>;
  readonly reads: ReadonlyMap<string, number>;
  readonly choices: ReadonlyMap<string, number>;
  readonly stale: readonly string[];
};

export type CatchUp = ReturnType<typeof createCatchUp>;

export function createCatchUp({ book, history, rest, understand, learn }: CatchUpOptions) {
  let epoch: string | undefined;
  let usersSince: string | undefined;
  let loaded = false;
  /** The history that the rooms were loaded in before there was a link. */
  let early: string | undefined;
  let running: { link: OpenedLink; done: Promise<boolean> } | null = null;
  let again = false;
  /** roomId → the last of the reloads that ask for it. */
  const reloads = new Map<string, object>();

  const reopen = (roomId: string) => {
    // Its failure is shown where somebody opens it; here it must not stop the others.
    if (book.entry(roomId)?.opened) history.open(roomId).catch(() => book.unveil(roomId));
  };

  /**
   * Drops the state of these rooms and loads them by REST: one question for one room, or one for all. A room that I joined
   * while the question was on its way, or that is asked about anew, is newer than the answer.
   */
  const reload = async (roomIds: readonly string[], proceed = () => {}) => {
    const mine = {};
    const before = new Map(roomIds.map((roomId) => [roomId, book.entry(roomId)]));
    for (const [roomId, entry] of before) {
      reloads.set(roomId, mine);
      if (entry) entry.stale = true;
    }
    const rooms = await (roomIds.length === 1 ? loadOne(roomIds[0] ?? "") : loadAll());
    proceed();
    book.together(() => {
      const due = new Map([...before].filter(([id, entry]) => reloads.get(id) === mine && book.entry(id) === entry));
      for (const roomId of roomIds) if (reloads.get(roomId) === mine) reloads.delete(roomId);
      for (const room of rooms) {
        if (!due.has(room.roomId) || book.isGone(room)) continue;
        due.delete(room.roomId);
        book.put(room);
        reopen(room.roomId);
      }
      for (const roomId of due.keys()) book.drop(roomId);
    });
  };

  const loadAll = async () => (await history.persist(() => rest("rooms.list"))).rooms;
  const loadOne = (roomId: string): Promise<readonly MyRoom[]> =>
    history.persist(async () => {
      const result = await rest("rooms.get", { params: { room: roomId } });
      if (result.ok) return { ok: true, answer: [result.answer.room] };
      return result.error.code === "notFound" ? { ok: true, answer: [] } : result;
    });

  /** An answer that comes after its link was replaced may be older than what the next one brought. */
  const proceedOver = (link: OpenedLink) => () => {
    if (running?.link !== link) throw new LinkLost();
  };

  const first = async (link: OpenedLink) => {
    // Of another history, what was loaded before says nothing.
    if (early !== undefined && early !== link.hello.epoch) await reload(book.ids(), proceedOver(link));
    const known = book.ids().length > 0;
    const people = history.persist(() => rest("users.list"));
    const [rooms, { users }] = await Promise.all([early === link.hello.epoch ? [] : loadAll(), people]);
    proceedOver(link)();
    learn(users);
    putNew(rooms);
    epoch = link.hello.epoch;
    usersSince = link.hello.serverTime;
    loaded = true;
    const cursors = book.cursors();
    return known || link.hello.rooms.some(({ roomId, head }) => (cursors[roomId] ?? -1) < head);
  };

  const putNew = (rooms: readonly MyRoom[]) =>
    book.together(() => {
      for (const room of rooms) if (book.entry(room.roomId)?.stale !== false && !book.isGone(room)) book.put(room);
    });

  const ask = async (link: OpenedLink): Promise<Answer> => {
    const cursors = book.cursors();
    const stale = book.ids().filter((roomId) => book.entry(roomId)?.stale);
    const reads = new Map(book.ids().map((roomId) => [roomId, book.entry(roomId)?.reads ?? 0]));
    const choices = new Map(book.ids().map((roomId) => [roomId, book.entry(roomId)?.choices ?? 0]));
    const payload = {
      cursors,
      ...(epoch === undefined ? {} : { epoch }),
      ...(usersSince === undefined ? {} : { usersSince }),
    };
    const reply = await link.send({ v: 1, action: "sync", requestId: newId(), payload });
    if (!reply.ok) throw new LinkLost(reply.error.message);
    return { result: understand("sync", reply.payload), cursors, reads, choices, stale };
  };

  const caughtUp = ({ roomId, head, payload }: SyncRoom, after: number) =>
    book.change(roomId, { after, seq: head, states: payload ?? {} });

  /** Everything but the rooms to load again, which it returns. */
  const apply = ({ result, cursors, reads, choices, stale }: Answer): string[] => {
    const anew = epoch !== undefined && result.epoch !== epoch;
    const resets: string[] = [];
    const mine = new Set<string>();
    for (const room of result.rooms) {
      mine.add(room.roomId);
      if (anew || room.status === "reset") resets.push(room.roomId);
      else if (room.status === "caughtUp") caughtUp(room, cursors[room.roomId] ?? 0);
    }
    // Every room of mine is answered; one without a cursor that I left cannot be named as removed.
    for (const roomId of stale) if (!mine.has(roomId) && book.entry(roomId)?.stale) book.drop(roomId);
    for (const { roomId, seq } of result.removed) if (book.entry(roomId)) book.remove(roomId, seq);
    for (const [roomId, seq] of Object.entries(result.read)) {
      const entry = book.entry(roomId);
      // What arrived while the answer was on its way is newer than it.
      if (entry && !entry.stale && entry.reads === reads.get(roomId)) book.read(roomId, seq);
    }
    // A room that is not named has the default.
    for (const roomId of result.preferences ? mine : []) {
      const entry = book.entry(roomId);
      if (entry && !entry.stale && entry.choices === choices.get(roomId))
        book.choose(roomId, result.preferences?.[roomId] ?? defaultPreferences(entry.kept.room.room.kind));
    }
    return resets;
  };

  const sync = async (link: OpenedLink): Promise<boolean> => {
    let news = false;
    for (let later = true; later; ) {
      const answer = await ask(link);
      const { result } = answer;
      proceedOver(link)();
      let resets: string[] = [];
      book.together(() => {
        resets = apply(answer);
      });
      if (result.users) learn(result.users);
      if (resets.length > 0) await reload(resets, proceedOver(link));
      news ||= result.rooms.some((room) => room.status !== "current");
      epoch = result.epoch;
      usersSince = result.at;
      // Rooms that did not fit; each round brings at least one, so this ends.
      later = result.rooms.some((room) => room.status === "later");
    }
    return news;
  };

  const run = async (link: OpenedLink): Promise<boolean> => {
    const missing = loaded || (await first(link));
    let news = missing && (await sync(link));
    while (again) {
      again = false;
      news = (await sync(link)) || news;
    }
    return news;
  };

  return {
    /** One at a time: a call during a run asks once more after it. Resolves to whether there was anything new; rejects where the link or the server failed. */
    run(link: OpenedLink): Promise<boolean> {
      if (running?.link === link) {
        again = true;
        return running.done;
      }
      again = false;
      const mine = { link, done: Promise.resolve(false) };
      running = mine;
      mine.done = run(link).finally(() => {
        if (running === mine) running = null;
      });
      return mine.done;
    },
    /** Rooms and people before there is a link, in the history `within`. False where a link was faster, or nothing came. */
    async begin(within: string): Promise<boolean> {
      const [rooms, users] = await Promise.all([rest("rooms.list"), rest("users.list")]);
      if (!rooms.ok || !users.ok || loaded || running) return false;
      early = within;
      learn(users.answer.users);
      putNew(rooms.answer.rooms);
      return true;
    },
    /** Rooms whose state the server says to drop. */
    reload: (roomIds: readonly string[]) => reload(roomIds),
    reopen,
    clear() {
      epoch = undefined;
      usersSince = undefined;
      early = undefined;
      loaded = false;
      reloads.clear();
    },
    epoch: () => epoch,
  };
}

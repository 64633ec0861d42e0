/**
 * My messages until they are committed and seen: queued → sent → committed | refused. In each room one at a time, in
 * the order written; what is refused for now blocks those behind it, what is refused for good does not (ENV-6).
 */

import type { CommandEnvelope, Reply } from "#contract/envelope.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { Clock } from "./clock.ts";
import { createDrain } from "./drain.ts";
import { newId } from "./new-id.ts";
import type { OutboxStorage, StoredEntry } from "./outbox-storage.ts";
import type { OutboxEntry } from "./public.ts";
import { createStore } from "./store.ts";
import type { Note } from "./tabs/words.ts";
import type { Timings } from "./timings.ts";
import type { Wire } from "./wire.ts";

type OutboxOptions = {
  readonly storage: OutboxStorage;
  /** Whether this tab sends for all tabs of its person. */
  readonly leads: () => boolean;
  /** Tells the other tabs. */
  readonly tell: (note: Note) => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Pick<Timings, "backoffBaseMs" | "backoffMaxMs">;
  readonly connected: () => boolean;
  /** Rejects where no reply came; the same command may be sent again. */
  readonly deliver: (command: CommandEnvelope) => Promise<Reply>;
  readonly understand: Wire["understand"];
  /** Whether the room's shown state contains the change `seq`, or the room is not shown at all. */
  readonly contains: (roomId: string, seq: number) => boolean;
};

/** Waiting messages of one user. */
const maxEntries = 500;

export class OutboxFull extends Error {
  constructor() {
    super(`${maxEntries} messages are waiting already.`);
    this.name = "OutboxFull";
  }
}

type Session = { readonly userId: string };

export function createOutbox({
  storage,
  leads,
  tell,
  clock,
  random,
  timings,
  connected,
  deliver,
  understand,
  contains,
}: OutboxOptions) {
  const shown = createStore<readonly OutboxEntry[]>([]);
  let entries: readonly StoredEntry[] = [];
  /** Committed, but their bubble stays until the room shows the message. */
  const committed = new Map<string, { roomId: string; seq: number }>();
  /** Could not be stored: they live as long as this page, which sends them itself, as no other tab knows them. */
  const unstored = new Set<string>();
  let session: Session | null = null;
  let lastOrder = 0;
  /** Grows with each change made here: what was read from the storage before it is old. */
  let version = 0;
  const opened: (() => void)[] = [];

  const show = (next: readonly StoredEntry[]) => {
    version += 1;
    entries = next;
    shown.set(next.map(({ order: _, ...entry }) => entry));
  };
  const find = (requestId: string) => entries.find((entry) => entry.requestId === requestId);
  const without = (requestId: string) => entries.filter((entry) => entry.requestId !== requestId);
  const replace = (next: StoredEntry) =>
    show(entries.map((entry) => (entry.requestId === next.requestId ? next : entry)));
  const mark = (requestId: string, status: "queued" | "sent") => {
    const entry = find(requestId);
    if (entry && entry.status !== status) replace({ ...entry, status, error: undefined });
  };

  const settle = () => {
    const left = entries.filter(({ requestId }) => {
      const done = committed.get(requestId);
      return !done || !contains(done.roomId, done.seq);
    });
    if (left.length === entries.length) return;
    for (const entry of entries) if (!left.includes(entry)) committed.delete(entry.requestId);
    show(left);
  };

  /** The storage is only asked to forget what is committed: if it fails, the next start sends it again, harmlessly. */
  const forget = (from: Session, requestId: string) => storage.remove(from.userId, requestId).catch(() => {});

  const commit = async (from: Session, requestId: string, roomId: string, seq: number) => {
    if (!find(requestId) || committed.has(requestId)) return;
    committed.set(requestId, { roomId, seq });
    settle();
    tell({ type: "committed", requestId, roomId, seq });
    await forget(from, requestId);
  };

  const store = async (from: Session, entry: StoredEntry) => {
    try {
      await storage.put(from.userId, entry);
    } catch {
      unstored.add(entry.requestId);
    }
    tell({ type: "changed" });
  };

  const load = async (from: Session) => {
    for (;;) {
      const before = version;
      const stored = await storage.all(from.userId).catch(() => []);
      if (session !== from) return;
      if (version !== before) continue;
      const kept = entries.filter(({ requestId }) => committed.has(requestId) || unstored.has(requestId));
      const read = stored
        .filter(({ requestId }) => !kept.some((entry) => entry.requestId === requestId))
        .map((entry) =>
          entry.status !== "refused" && find(entry.requestId)?.status === "sent"
            ? { ...entry, status: "sent" as const }
            : entry,
        );
      const next = [...kept, ...read].sort((a, b) => a.order - b.order);
      lastOrder = Math.max(lastOrder, next.at(-1)?.order ?? 0);
      show(next);
      return drainAll();
    }
  };

  const hear = (note: Note) => {
    if (!session) return;
    if (note.type === "changed") void load(session);
    else if (note.type === "sent") mark(note.requestId, "sent");
    else if (note.type === "committed" && find(note.requestId)) {
      committed.set(note.requestId, { roomId: note.roomId, seq: note.seq });
      settle();
      void drain(note.roomId);
    }
  };

  const drainAll = () => {
    for (const roomId of new Set(entries.map((entry) => entry.roomId))) void drain(roomId);
  };

  const refuse = async (from: Session, requestId: string, error: ErrorBody) => {
    const entry = find(requestId);
    // Whoever sends now finds out: it may have got through meanwhile.
    if (!entry || session !== from || !sends(entry)) return;
    const refused: StoredEntry = { ...entry, status: "refused", error };
    replace(refused);
    await store(from, refused);
  };

  const sends = ({ requestId }: StoredEntry) => leads() || unstored.has(requestId);
  const waits = (entry: StoredEntry) => entry.status !== "refused" && !committed.has(entry.requestId);

  const drain = createDrain<Session>({
    clock,
    random,
    timings,
    connected,
    deliver,
    understand,
    next: (roomId) => {
      const entry = entries.find((each) => each.roomId === roomId && waits(each));
      return session && entry && sends(entry) ? { from: session, entry } : null;
    },
    sent: ({ requestId }) => {
      mark(requestId, "sent");
      tell({ type: "sent", requestId });
    },
    waits: ({ requestId }) => mark(requestId, "queued"),
    committed: commit,
    refused: refuse,
  });

  const whenOpen = async (): Promise<Session> => {
    while (!session) await new Promise<void>((resolve) => opened.push(resolve));
    return session;
  };

  return {
    entries: shown,
    /** Begins with this user's messages; those of another are left where they are. */
    open(userId: string) {
      if (session?.userId === userId) return;
      this.close();
      session = { userId };
      void load(session);
      for (const resolve of opened.splice(0)) resolve();
    },
    close() {
      session = null;
      committed.clear();
      unstored.clear();
      show([]);
    },
    /** Resolves once it is stored. Rejects with `OutboxFull`. */
    async add(roomId: string, text: string): Promise<OutboxEntry> {
      const from = await whenOpen();
      if (entries.length >= maxEntries) throw new OutboxFull();
      lastOrder = Math.max(clock.now(), lastOrder + 1);
      const entry: StoredEntry = {
        requestId: newId(),
        roomId,
        text,
        createdAt: clock.now(),
        status: "queued",
        order: lastOrder,
      };
      await store(from, entry);
      if (session === from && !find(entry.requestId)) show([...entries, entry].sort((a, b) => a.order - b.order));
      void drain(roomId);
      return entry;
    },
    async retry(requestId: string) {
      const from = session;
      const entry = find(requestId);
      if (!from || entry?.status !== "refused") return;
      const again: StoredEntry = { ...entry, status: "queued", error: undefined };
      replace(again);
      await store(from, again);
      void drain(entry.roomId);
    },
    async discard(requestId: string) {
      const from = session;
      if (!from) return;
      unstored.delete(requestId);
      show(without(requestId));
      await forget(from, requestId);
      tell({ type: "changed" });
    },
    /** A discarded one is back as it was. */
    async restore(entry: OutboxEntry) {
      const from = session;
      if (!from || find(entry.requestId)) return;
      const again: StoredEntry = { ...entry, order: entry.createdAt };
      show([...entries, again].sort((a, b) => a.order - b.order));
      await store(from, again);
    },
    /** There is a connection again, perhaps in place of another tab's: what that one had under way goes out again, with the same key (ENV-5). */
    wake() {
      drainAll();
      if (session) void load(session);
    },
    /** What another tab told. */
    hear,
    /** The message came back as an event, perhaps before its reply. */
    arrived(requestId: string, roomId: string, seq: number) {
      if (session && find(requestId)) void commit(session, requestId, roomId, seq);
    },
    /** Rooms moved: what they contain leaves the outbox. */
    settle,
  };
}

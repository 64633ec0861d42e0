/** The outbox against a server that refuses, forgets to answer and disappears, and against tabs that reload. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Result, resultSchemas } from "#contract/commands.ts";
import { type CommandEnvelope, errorBody, failure, type Reply, success } from "#contract/envelope.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { createOutbox, OutboxFull } from "./outbox.ts";
import { memoryStorage, noStorage, type OutboxStorage } from "./outbox-storage.ts";
import type { Note } from "./tabs/words.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { uuid } from "./testing/model-rooms.ts";
import { defaultTimings } from "./timings.ts";

const roomA = uuid(1, 1);
const roomB = uuid(1, 2);
const me = uuid(2, 1);

/** Commits each key once, as ENV-5 promises; `fate` decides what becomes of a command and its reply. */
function makeServer(clock: FakeClock) {
  const committed: { requestId: string; roomId: string; text: string }[] = [];
  const server = {
    committed,
    up: true,
    delay: 5,
    fate: (_command: CommandEnvelope): "commit" | "loseCommand" | "loseReply" | ErrorCode => "commit",
    texts: (roomId: string) => committed.filter((each) => each.roomId === roomId).map((each) => each.text),
    async deliver(command: CommandEnvelope): Promise<Reply> {
      const fate = server.fate(command);
      await new Promise<void>((resolve) => clock.after(server.delay, resolve));
      if (!server.up || fate === "loseCommand") throw new Error("lost");
      if (fate !== "commit" && fate !== "loseReply") return failure(command.requestId, errorBody(fate, fate));
      const roomId = command.roomId ?? "";
      const { text } = command.payload as { text: string };
      if (!committed.some((each) => each.requestId === command.requestId))
        committed.push({ requestId: command.requestId, roomId, text });
      if (fate === "loseReply") throw new Error("lost");
      const seq = committed.findIndex((each) => each.requestId === command.requestId) + 1;
      return success(command.requestId, { roomId, seq, timestamp: "2026-01-01T00:00:00Z" });
    },
  };
  return server;
}

type World = { clock: FakeClock; server: ReturnType<typeof makeServer>; storage: OutboxStorage };
function makeWorld(): World {
  const clock = fakeClock();
  return { clock, server: makeServer(clock), storage: memoryStorage() };
}

type TabOptions = {
  readonly contains?: (roomId: string, seq: number) => boolean;
  readonly link?: { up: boolean };
  readonly leads?: () => boolean;
  readonly tell?: (note: Note) => void;
};
function openTab({ clock, server, storage }: World, options: TabOptions = {}) {
  const { contains = () => true, link = { up: true }, leads = () => true, tell = () => {} } = options;
  return createOutbox({
    storage,
    leads,
    tell,
    clock,
    random: () => 0.5,
    timings: defaultTimings,
    connected: () => server.up && link.up,
    deliver: async (command) => {
      const reply = await server.deliver(command);
      if (!link.up) throw new Error("lost");
      return reply;
    },
    understand: (action, payload) => resultSchemas[action].parse(payload) as Result<typeof action>,
    contains,
  });
}

test("ENV-6: whatever is refused or lost for now, each room gets each message once and in the order written", async () => {
  const fates = fc.constantFrom(
    "commit",
    "commit",
    "loseCommand",
    "loseReply",
    "rateLimited",
    "overloaded",
    "internal",
    "timeout",
  );
  type Happening = "a" | "b" | "reload" | "down" | "up" | "wait";
  const happenings = fc.constantFrom<Happening>("a", "a", "a", "b", "b", "reload", "down", "up", "wait");
  await fc.assert(
    fc.asyncProperty(
      fc.array(happenings, { maxLength: 40 }),
      fc.array(fates, { minLength: 1, maxLength: 20 }),
      async (story, luck) => {
        const world = makeWorld();
        let draws = 0;
        world.server.fate = () => luck[draws++ % luck.length] ?? "commit";
        let tab = openTab(world);
        tab.open(me);
        const written: Record<string, string[]> = { [roomA]: [], [roomB]: [] };
        for (const [n, happening] of story.entries()) {
          if (happening === "a" || happening === "b") {
            const roomId = happening === "a" ? roomA : roomB;
            await tab.add(roomId, `${n}`);
            written[roomId]?.push(`${n}`);
          } else if (happening === "reload") {
            tab.close();
            tab = openTab(world);
            tab.open(me);
          } else if (happening === "down") world.server.up = false;
          else if (happening === "up") {
            world.server.up = true;
            tab.wake();
          } else await world.clock.advance(400);
          await world.clock.advance(3);
        }
        world.server.up = true;
        world.server.fate = () => "commit";
        tab.wake();
        await world.clock.advance(120_000);
        expect(world.server.texts(roomA)).toEqual(written[roomA]);
        expect(world.server.texts(roomB)).toEqual(written[roomB]);
        expect(tab.entries.get()).toEqual([]);
        expect(await world.storage.all(me)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test("ENV-6: a final refusal is kept to be shown, and those behind it go on", async () => {
  const world = makeWorld();
  world.server.fate = ({ payload }) => ((payload as { text: string }).text === "bad" ? "conflict" : "commit");
  const tab = openTab(world);
  tab.open(me);
  const bad = await tab.add(roomA, "bad");
  await tab.add(roomA, "good");
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA)).toEqual(["good"]);
  expect(tab.entries.get()).toMatchObject([{ text: "bad", status: "refused", error: { code: "conflict" } }]);

  world.server.fate = () => "commit";
  await tab.retry(bad.requestId);
  await world.clock.advance(1_000);
  expect(world.server.committed.at(-1)).toMatchObject({ text: "bad", requestId: bad.requestId });
  expect(tab.entries.get()).toEqual([]);
});

test("ENV-6: a limit's retryAfterMs is waited for", async () => {
  const world = makeWorld();
  const sentAt: number[] = [];
  world.server.fate = () => {
    sentAt.push(world.clock.now());
    return sentAt.length === 1 ? "rateLimited" : "commit";
  };
  const deliver = world.server.deliver;
  world.server.deliver = async (command) => {
    const reply = await deliver(command);
    return reply.ok ? reply : { ...reply, error: { ...reply.error, retryAfterMs: 800 } };
  };
  const tab = openTab(world);
  tab.open(me);
  await tab.add(roomA, "x");
  await world.clock.advance(2_000);
  expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBe(805);
});

test("a discarded message is never sent", async () => {
  const world = makeWorld();
  world.server.up = false;
  const tab = openTab(world);
  tab.open(me);
  const { requestId } = await tab.add(roomA, "x");
  await tab.discard(requestId);
  world.server.up = true;
  tab.wake();
  await world.clock.advance(5_000);
  expect(world.server.committed).toEqual([]);
});

test("a discarding that is taken back leaves the message as it was, also after a reload; it can be sent then, once", async () => {
  const world = makeWorld();
  world.server.fate = () => "notFound";
  const tab = openTab(world);
  tab.open(me);
  const { requestId } = await tab.add(roomA, "kept");
  await tab.add(roomA, "another");
  await world.clock.advance(100);
  const [entry] = tab.entries.get();
  if (!entry) throw new Error("There is no entry.");
  await tab.discard(requestId);
  await tab.restore(entry);
  await tab.restore(entry);
  expect(tab.entries.get().map(({ text, status }) => [text, status])).toEqual([
    ["kept", "refused"],
    ["another", "refused"],
  ]);
  tab.close();
  const again = openTab(world);
  again.open(me);
  await world.clock.advance(100);
  expect(again.entries.get()).toHaveLength(2);
  world.server.fate = () => "commit";
  await again.retry(requestId);
  await world.clock.advance(100);
  expect(world.server.texts(roomA)).toEqual(["kept"]);
  expect(again.entries.get().map(({ text }) => text)).toEqual(["another"]);
});

test("the bubble stays until the room shows the message", async () => {
  const world = makeWorld();
  let shown = 0;
  const tab = openTab(world, { contains: (_roomId, seq) => seq <= shown });
  tab.open(me);
  await tab.add(roomA, "x");
  await world.clock.advance(1_000);
  expect(tab.entries.get()).toMatchObject([{ text: "x", status: "sent" }]);
  expect(await world.storage.all(me)).toEqual([]);
  shown = 1;
  tab.settle();
  expect(tab.entries.get()).toEqual([]);
});

test("another person who signs in on this browser never sends my messages", async () => {
  const world = makeWorld();
  world.server.up = false;
  const tab = openTab(world);
  tab.open(me);
  await tab.add(roomA, "mine");
  world.server.up = true;
  tab.open(uuid(2, 2));
  await world.clock.advance(5_000);
  expect(tab.entries.get()).toEqual([]);
  expect(world.server.committed).toEqual([]);
  tab.open(me);
  await world.clock.advance(5_000);
  expect(world.server.texts(roomA)).toEqual(["mine"]);
});

test("at most 500 messages wait", async () => {
  const world = makeWorld();
  world.server.up = false;
  const tab = openTab(world);
  tab.open(me);
  for (let n = 0; n < 500; n += 1) await tab.add(roomA, "x");
  await expect(tab.add(roomA, "x")).rejects.toBeInstanceOf(OutboxFull);
});

test("a storage that fails loses no message while the page lives", async () => {
  const world = makeWorld();
  world.storage = {
    all: () => Promise.reject(new Error("no")),
    put: () => Promise.reject(new Error("no")),
    remove: () => Promise.reject(new Error("no")),
  };
  const tab = openTab(world);
  tab.open(me);
  await tab.add(roomA, "x");
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA)).toEqual(["x"]);
});

/** Tabs as a browser runs them: one leads, and each hears what the others tell. */
function makeBrowser(world: World) {
  type Tab = ReturnType<typeof openTab>;
  const tabs: Tab[] = [];
  let leader: Tab | null = null;
  return {
    openTab(options: TabOptions = {}): Tab {
      const tab = openTab(world, {
        ...options,
        leads: () => leader === tab,
        tell: (note) => {
          for (const other of tabs) if (other !== tab) queueMicrotask(() => other.hear(note));
        },
      });
      tabs.push(tab);
      leader ??= tab;
      tab.open(me);
      return tab;
    },
    lead(tab: Tab): void {
      leader = tab;
      tab.wake();
    },
  };
}

test("two tabs share one outbox: one sends for both, and the other goes on when it is gone", async () => {
  const world = makeWorld();
  const browser = makeBrowser(world);
  const sends: string[] = [];
  world.server.fate = ({ requestId }) => {
    sends.push(requestId);
    return "commit";
  };
  const [first, second] = [browser.openTab(), browser.openTab()];
  world.server.up = false;
  await second.add(roomA, "1");
  await first.add(roomA, "2");
  await world.clock.advance(10);
  expect(first.entries.get().map(({ text }) => text)).toEqual(["1", "2"]);
  expect(second.entries.get().map(({ text }) => text)).toEqual(["1", "2"]);

  world.server.up = true;
  first.wake();
  second.wake();
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA)).toEqual(["1", "2"]);
  expect(new Set(sends).size).toBe(sends.length);
  expect(second.entries.get()).toEqual([]);

  first.close();
  browser.lead(second);
  await second.add(roomA, "3");
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA)).toEqual(["1", "2", "3"]);
});

test("ENV-5, ENV-6: of two tabs, the one that has a connection sends at once, what was on its way included", async () => {
  const world = makeWorld();
  const browser = makeBrowser(world);
  const links: [{ up: boolean }, { up: boolean }] = [{ up: true }, { up: true }];
  const [first, second] = [browser.openTab({ link: links[0] }), browser.openTab({ link: links[1] })];
  world.server.delay = 1_000;
  await first.add(roomA, "1");
  await first.add(roomA, "2");
  await world.clock.advance(10);
  links[0].up = false;
  browser.lead(second);
  await second.add(roomA, "3");
  await world.clock.advance(4_000);
  expect(world.server.texts(roomA)).toEqual(["1", "2", "3"]);
  expect(second.entries.get()).toEqual([]);
  expect(first.entries.get()).toEqual([]);

  // Back on the line, it sends when the other one no longer can.
  links[0].up = true;
  links[1].up = false;
  browser.lead(first);
  await second.add(roomA, "4");
  await world.clock.advance(2_000);
  expect(world.server.texts(roomA)).toEqual(["1", "2", "3", "4"]);
  expect(world.server.committed.map(({ text }) => text)).toHaveLength(4);
});

test("what could not be stored is sent by the tab where it was written, as no other one knows it", async () => {
  const world = makeWorld();
  world.storage = { ...noStorage };
  const browser = makeBrowser(world);
  const [first, second] = [browser.openTab(), browser.openTab()];
  await second.add(roomA, "1");
  await first.add(roomA, "2");
  await second.add(roomA, "3");
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA).sort()).toEqual(["1", "2", "3"]);
  for (const tab of [first, second]) expect(tab.entries.get()).toEqual([]);
});

test("a refusal that reaches a tab which no longer sends does not bring back what another tab sent", async () => {
  const world = makeWorld();
  const browser = makeBrowser(world);
  const [first, second] = [browser.openTab(), browser.openTab()];
  let sends = 0;
  world.server.fate = () => {
    sends += 1;
    return sends === 1 ? "conflict" : "commit";
  };
  world.server.delay = 100;
  await first.add(roomA, "x");
  await world.clock.advance(10);
  browser.lead(second);
  await world.clock.advance(1_000);
  expect(world.server.texts(roomA)).toEqual(["x"]);
  for (const tab of [first, second]) expect(tab.entries.get()).toEqual([]);
  expect(await world.storage.all(me)).toEqual([]);
});

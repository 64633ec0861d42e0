/**
 * FB-6 as a property: however tabs come and go, crash, freeze and thaw while the line is lost and messages come, every tab
 * ends up with what a client that loads everything afresh sees, over one connection, and no command is lost or doubled.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createGatewayClient } from "../gateway-client.ts";
import { memoryStorage } from "../outbox-storage.ts";
import type { GatewayClient } from "../public.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-browser.ts";
import { type FakeClock, fakeClock, settled } from "../testing/fake-clock.ts";
import { type ModelRoom, post, remove } from "../testing/model-rooms.ts";
import { ModelServer } from "../testing/model-server.ts";

type Step = { readonly kind: (typeof kinds)[number]; readonly pick: number; readonly pause: number };
type Tab = { readonly client: GatewayClient; readonly tab: FakeTab };

const kinds = [
  "open",
  "open",
  "close",
  "kill",
  "freeze",
  "thaw",
  "post",
  "post",
  "delete",
  "send",
  "send",
  "read",
  "cut",
  "away",
  "retry",
] as const;
const story = {
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      pick: fc.nat(1_000),
      pause: fc.constantFrom(0, 0, 1, 5, 30, 200, 1_000, 7_000),
    }),
    { minLength: 5, maxLength: 50 },
  ),
  delays: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 30 }),
  locks: fc.boolean(),
};

/** A person with a browser, a colleague, and a server between them. */
class World {
  readonly clock: FakeClock = fakeClock();
  readonly server = new ModelServer(this.clock);
  readonly me = this.server.addUser();
  readonly other = this.server.addUser();
  readonly room: ModelRoom = this.server.addRoom(this.me, this.other);
  readonly storage = memoryStorage();
  readonly browser: FakeBrowser;
  tabs: Tab[] = [];
  /** What was written, by requestId. */
  readonly written = new Map<string, string>();
  /** Of the commands asked for: in which tab, and whether it was answered. */
  readonly asked: { readonly at: Tab; answered: boolean }[] = [];

  constructor(delays: readonly number[], locks: boolean) {
    let draws = 0;
    const draw = () => delays[draws++ % delays.length] ?? 0;
    this.server.delay = draw;
    this.browser = new FakeBrowser(this.clock, { locks });
    this.browser.delay = () => draw() % 5;
  }

  open(): Tab {
    const tab = this.browser.openTab();
    const link = tab.link(this.server.openLink(this.me));
    const client = createGatewayClient({
      baseUrl: "http://model",
      userId: this.me,
      fetch: tab.fetch(this.server.fetch(this.me)),
      clock: tab.clock,
      random: () => 0.5,
      ways: { websocket: link, sse: link, polling: link },
      storage: tab.storage(this.storage),
      browser: tab.browser,
      timings: { idlePingMs: 1e9 },
    });
    client.start();
    client.openRoom(this.room.header.roomId).catch(() => {});
    return { client, tab };
  }

  act({ kind, pick }: Step): void {
    const { roomId, head } = this.room.header;
    if (kind === "open" && this.tabs.length < 6) this.tabs.push(this.open());
    else if (kind === "post") this.server.publish(this.room, post(this.room, this.other, `${pick}`, `r-${head}`));
    else if (kind === "delete" && this.room.messages.has(pick % (head + 1)))
      this.server.publish(this.room, remove(this.room, this.other, pick % (head + 1)));
    else if (kind === "cut") this.server.cut();
    else if (kind === "away") {
      this.server.reachable = false;
      this.server.cut();
    }
    const at = this.tabs[pick % Math.max(1, this.tabs.length)];
    if (!at) return;
    const { client, tab } = at;
    if (kind === "thaw") tab.thaw();
    // Nothing else happens in a frozen tab, other than its end.
    else if (kind === "kill" || kind === "close") {
      if (kind === "close" && !tab.frozen) client.stop();
      tab.kill();
      this.tabs = this.tabs.filter((each) => each !== at);
    } else if (tab.frozen) return;
    else if (kind === "freeze") tab.freeze();
    else if (kind === "send")
      // Once it is stored, it is a promise.
      void client.send(roomId, `mine ${pick}`).then(({ requestId, text }) => this.written.set(requestId, text));
    else if (kind === "read") {
      const question = { at, answered: false };
      this.asked.push(question);
      void client.command("markRead", { seq: pick % (head + 1) }, roomId).then(() => {
        question.answered = true;
      });
    } else if (kind === "retry") client.retryNow();
  }

  /** Everything thaws and comes back; the last tab is a fresh one. */
  async end(): Promise<void> {
    this.server.reachable = true;
    for (const { tab } of this.tabs) tab.thaw();
    this.tabs.push(this.open());
    await this.clock.advance(60_000);
    // It may just be climbing to a better way, for a moment over both.
    for (let n = 0; n < 100 && this.server.connectionsOf(this.me) > 1; n += 1) await this.clock.advance(10);
    await settled();
  }
}

const shownBy = ({ client }: Tab, roomId: string) => {
  const state = client.rooms.get().get(roomId);
  return {
    // After enough misfortune with WebSocket, a lower way is as good.
    connected: /^(live|fallback)$/.test(client.connection.get().state),
    messages: state?.messages,
    cursor: state?.cursor,
    lastReadSeq: state?.lastReadSeq,
    unread: state?.unread,
    outbox: client.outbox.get(),
  };
};

test("FB-6, SYN-4, ENV-5: tabs that open, close, crash, freeze and thaw in any interleaving end in the fresh truth, over one connection, and each command is done once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(story), async ({ steps, delays, locks }) => {
      const world = new World(delays, locks);
      world.tabs.push(world.open());
      for (const step of steps) {
        world.act(step);
        await world.clock.advance(step.pause);
        if (step.kind !== "away") world.server.reachable = true;
      }
      await world.end();

      const { roomId, head } = world.room.header;
      const messages = [...world.room.messages.values()].sort((a, b) => a.seq - b.seq);
      const truth = {
        connected: true,
        messages,
        cursor: head,
        lastReadSeq: world.room.read.get(world.me),
        unread: messages.filter(
          ({ seq, authorId, deletedAt }) =>
            authorId !== world.me && !deletedAt && seq > (world.room.read.get(world.me) ?? 0),
        ).length,
        outbox: [],
      };
      for (const tab of world.tabs) expect(shownBy(tab, roomId)).toEqual(truth);
      expect(world.server.connectionsOf(world.me)).toBe(1);

      const mine = messages.filter(({ authorId }) => authorId === world.me).map(({ requestId }) => requestId);
      expect(new Set(mine).size).toBe(mine.length);
      expect(mine).toEqual(expect.arrayContaining([...world.written.keys()]));
      expect(world.asked.filter(({ at, answered }) => world.tabs.includes(at) && !answered)).toEqual([]);
      for (const { client } of world.tabs) client.stop();
    }),
    { numRuns: 200 },
  );
}, 240_000);

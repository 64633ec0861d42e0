import { afterEach, expect, test, vi } from "vitest";
import { browserTabs, type TabMessage, type Tabs } from "./tabs.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";

let joined: Tabs[] = [];
afterEach(() => {
  for (const tabs of joined) tabs.leave();
  joined = [];
});

/** Joins as one more tab; the locks and channels are the platform's own. */
function join(userId: string, clock: FakeClock = fakeClock()) {
  const tab = { leads: 0, leading: false, waiting: false, heard: [] as TabMessage[] };
  const tabs = browserTabs(clock)(userId, {
    lead: () => {
      tab.leads += 1;
      tab.leading = true;
    },
    follow: () => {
      tab.leading = false;
    },
    waits: () => tab.waiting,
    hear: (message) => tab.heard.push(message),
  });
  joined.push(tabs);
  return Object.assign(tab, tabs);
}
/** Has a connection. */
function joinOnline(userId: string, clock?: FakeClock) {
  const tab = join(userId, clock);
  tab.connected(true);
  return tab;
}

/** As a tab that the browser froze: it has the lock and answers nobody. */
function frozenTab(userId: string) {
  const held = Promise.withResolvers<void>();
  const frozen = { robbed: false, held: false, close: held.resolve };
  const hold = () => {
    frozen.held = true;
    return held.promise;
  };
  navigator.locks.request(`parley-outbox-${userId}`, hold).catch(() => {
    frozen.robbed = true;
  });
  return frozen;
}

/** Messages between tabs take real time, however little. */
const heardAll = async (from: { announce(message: TabMessage): void }, tab: { heard: TabMessage[] }) => {
  const requestId = `${Math.random()}`;
  from.announce({ type: "sent", requestId });
  await vi.waitFor(() => expect(tab.heard).toContainEqual({ type: "sent", requestId }));
};

test("one tab sends, and when it leaves the next one does", async () => {
  const first = joinOnline("anna");
  await vi.waitFor(() => expect(first.leads).toBe(1));
  const second = joinOnline("anna");
  const third = joinOnline("anna");
  first.leave();
  await vi.waitFor(() => expect(second.leads).toBe(1));
  expect(third.leads).toBe(0);
  second.leave();
  await vi.waitFor(() => expect(third.leads).toBe(1));
  expect([first.leading, second.leading, third.leading]).toEqual([false, false, true]);
});

test("a tab without a connection sends for nobody: one that has a connection does", async () => {
  const first = joinOnline("dan");
  await vi.waitFor(() => expect(first.leading).toBe(true));
  const second = join("dan");
  first.connected(false);
  expect(first.leading).toBe(false);
  second.connected(true);
  await vi.waitFor(() => expect(second.leading).toBe(true));
  // Back on the line, the first one waits for its turn.
  first.connected(true);
  await heardAll(second, first);
  expect(first.leading).toBe(false);
  second.connected(false);
  await vi.waitFor(() => expect(first.leading).toBe(true));
  expect([first.leads, second.leads]).toEqual([2, 1]);
});

test("a connection lost before the lock was granted keeps nobody waiting", async () => {
  const first = joinOnline("eve");
  first.connected(false);
  const second = joinOnline("eve");
  await vi.waitFor(() => expect(second.leading).toBe(true));
  expect(first.leads).toBe(0);
});

test("a tab that the browser froze is not waited for longer than five seconds", async () => {
  const frozen = frozenTab("finn");
  await vi.waitFor(() => expect(frozen.held).toBe(true));
  const clock = fakeClock();
  const tab = joinOnline("finn", clock);
  await clock.advance(20_000);
  expect(frozen.robbed).toBe(false);
  tab.waiting = true;
  await clock.advance(5_000);
  await vi.waitFor(() => expect([tab.leading, frozen.robbed]).toEqual([true, true]));
});

test("a tab that is awake says so, and keeps sending", async () => {
  const first = joinOnline("gil");
  await vi.waitFor(() => expect(first.leading).toBe(true));
  const clock = fakeClock();
  const second = joinOnline("gil", clock);
  second.waiting = true;
  for (let n = 0; n < 3; n += 1) {
    await clock.advance(4_000);
    // First the question arrives, then the answer.
    await heardAll(second, first);
    await heardAll(first, second);
    await clock.advance(3_000);
  }
  expect([first.leading, second.leads]).toEqual([true, 0]);
});

test("a tab that was taken for frozen stops sending, and goes on when the other has left", async () => {
  const first = joinOnline("hal");
  await vi.waitFor(() => expect(first.leading).toBe(true));
  const robber = Promise.withResolvers<void>();
  const robbery = navigator.locks.request("parley-outbox-hal", { steal: true }, () => robber.promise);
  await vi.waitFor(() => expect(first.leading).toBe(false));
  robber.resolve();
  await robbery;
  await vi.waitFor(() => expect(first.leading).toBe(true));
});

test("tabs hear one another, and not another person's", async () => {
  const [first, second, stranger] = [join("bo"), join("bo"), join("cy")];
  first.announce({ type: "sent", requestId: "1" });
  await vi.waitFor(() => expect(second.heard).toEqual([{ type: "sent", requestId: "1" }]));
  expect([first.heard, stranger.heard]).toEqual([[], []]);
  for (const tab of [first, second, stranger]) tab.leave();
  first.announce({ type: "changed" });
});

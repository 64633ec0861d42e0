/** Events of a busy time are told together; in a quiet one each is told as it comes. */
import { expect, test } from "vitest";
import type { EventEnvelope } from "#contract/events.ts";
import { gatherEvents } from "./gather.ts";
import { fakeClock } from "./testing/fake-clock.ts";

const event = (n: number): EventEnvelope => ({
  v: 1,
  type: "event",
  event: "typing",
  roomId: `r${n}`,
  timestamp: "2026-01-01T00:00:00.000Z",
  payload: { userId: "u", typing: true },
});

function listener(gatherMs: number) {
  const clock = fakeClock();
  const received: string[] = [];
  const told: number[] = [];
  const together = (work: () => void) => {
    const before = received.length;
    work();
    told.push(received.length - before);
  };
  const gathered = gatherEvents({
    clock,
    gatherMs,
    together,
    receive: ({ roomId }) => void received.push(`${roomId}`),
  });
  return { clock, received, told, ...gathered };
}
const names = (count: number) => Array.from({ length: count }, (_, n) => `r${n}`);

test("a message now and then is received at once", async () => {
  const { clock, received, event: take } = listener(250);
  for (let n = 0; n < 20; n += 1) {
    take(event(n));
    expect(received).toHaveLength(n + 1);
    await clock.advance(200);
  }
});

test("in a flood they come together, in order, and none is left behind", async () => {
  const { clock, received, told, event: take } = listener(250);
  for (let n = 0; n < 100; n += 1) {
    take(event(n));
    await clock.advance(20);
  }
  await clock.advance(500);
  expect(received).toEqual(names(100));
  expect(told.length).toBeLessThan(7);
  expect(Math.max(...told)).toBeLessThanOrEqual(27);
});

test("where less is said they wait for each other half as long", async () => {
  const { clock, received, told, event: take } = listener(250);
  for (let n = 0; n < 60; n += 1) {
    take(event(n));
    await clock.advance(60);
  }
  await clock.advance(250);
  expect(received).toEqual(names(60));
  expect(Math.max(...told)).toBeLessThanOrEqual(6);
});

test("before anything else is done, what waits is received", async () => {
  const { clock, received, event: take, flush } = listener(250);
  for (let n = 0; n < 30; n += 1) take(event(n));
  expect(received.length).toBeLessThan(30);
  flush();
  expect(received).toEqual(names(30));
  await clock.advance(1_000);
  expect(received).toHaveLength(30);
});

test("however many come at once, only so many wait", () => {
  const { received, event: take } = listener(250);
  for (let n = 0; n < 2_000; n += 1) take(event(n));
  expect(received.length).toBeGreaterThan(1_400);
});

test("a bot receives each as it comes", () => {
  const { received, event: take } = listener(0);
  for (let n = 0; n < 100; n += 1) take(event(n));
  expect(received).toHaveLength(100);
});

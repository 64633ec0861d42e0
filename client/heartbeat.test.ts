import { beforeEach, expect, test } from "vitest";
import { createHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { defaultTimings as timings } from "./timings.ts";

let clock: FakeClock;
let pings: (() => void)[];
let silences: number;
let watched: boolean;
let heartbeat: Heartbeat;

beforeEach(() => {
  clock = fakeClock();
  pings = [];
  silences = 0;
  watched = false;
  heartbeat = createHeartbeat({
    clock,
    timings,
    ping: () => new Promise<void>((resolve) => pings.push(resolve)),
    watched: () => watched,
    silent: () => {
      silences += 1;
    },
  });
});

test("CON-2: a command without a reply for 4 s pings, and a ping without one for 4 s ends the connection", async () => {
  heartbeat.sent();
  await clock.advance(3_999);
  expect(pings.length).toBe(0);
  await clock.advance(1);
  expect(pings.length).toBe(1);
  await clock.advance(3_999);
  expect(silences).toBe(0);
  await clock.advance(1);
  expect(silences).toBe(1);
  await clock.advance(60_000);
  expect(silences).toBe(1);
});

test("CON-2: replies keep the peace", async () => {
  for (let n = 0; n < 10; n += 1) {
    const replied = heartbeat.sent();
    await clock.advance(3_000);
    replied();
  }
  expect(pings.length).toBe(0);
});

test("CON-2: a ping that is answered lets a slow command go on", async () => {
  heartbeat.sent();
  await clock.advance(4_000);
  pings[0]?.();
  await clock.advance(60_000);
  expect(silences).toBe(0);
});

test("CON-2: an idle connection is asked only while somebody looks", async () => {
  await clock.advance(60_000);
  expect(pings.length).toBe(0);
  watched = true;
  await clock.advance(5_000);
  expect(pings.length).toBe(1);
  await clock.advance(4_000);
  expect(silences).toBe(1);
});

test("CON-2: what arrives shows that a connection lives", async () => {
  watched = true;
  for (let n = 0; n < 20; n += 1) {
    await clock.advance(4_000);
    heartbeat.alive();
  }
  expect(pings.length).toBe(0);
  heartbeat.stop();
  await clock.advance(60_000);
  expect(pings.length).toBe(0);
});

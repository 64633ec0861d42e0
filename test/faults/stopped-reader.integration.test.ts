/** Readers whose machine stands still while their room goes on: nobody else notices, and afterwards they have everything. */
import { describe, expect, onTestFinished, test } from "vitest";
import { openWebSocket } from "../conformance/clients/websocket.ts";
import { say } from "../conformance/facts.ts";
import { Follower } from "../conformance/follower.ts";
import { gather, openOffice, welcome } from "../support/colleagues.ts";
import { inspectable } from "../support/inspector.ts";
import { memoryOf } from "../support/memory.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/wait.ts";
import { readerKinds, startReader } from "./readers.ts";

/** More than the system's own buffers hold for a reader (10 MB), and than one catch-up carries (500 messages). */
const count = 800;
/** 24 KB each. */
const long = "長".repeat(7_900);
/** Four readers that were queued for would take 76 MB. */
const mostGrowth = 32 * 1024 * 1024;

const patience = { "is caught up when it wakes": "30000", "is let go, and comes back": "300" };

describe.each(Object.entries(patience))("4420, SEQ-4: a reader that stops reading %s", (_, maxLagMs) => {
  test("and has every message once, while the server holds nothing for it and others read on", {
    timeout: 120_000,
  }, async () => {
    const server = await startServer({ env: { ...inspectable, LIMITS: "off", LIMIT_MAX_LAG_MS: maxLagMs } });
    onTestFinished(() => server.stop());
    const anna = await openOffice(server);
    const bo = await welcome(server, anna, "Bo");
    const { roomId } = await gather([anna, bo]);
    const readers = await Promise.all(
      readerKinds.map((kind) => startReader({ kind, url: server.url, token: bo.token, roomId })),
    );
    onTestFinished(async () => {
      await Promise.all(readers.map((reader) => reader.end()));
    });
    const quick = new Follower({ transport: "WebSocket", open: () => openWebSocket(server, anna), roomId });
    await quick.start();
    const speaker = await openWebSocket(server, anna);
    const speak = async (from: number, to: number) => {
      for (let n = from; n < to; n += 20)
        await Promise.all(Array.from({ length: 20 }, (_, k) => say(speaker, roomId, `${n + k} ${long}`)));
    };
    const expected = Array.from({ length: count + 40 }, (_, n) => `${n}`);

    await speak(0, 20);
    const before = await memoryOf(server);
    for (const reader of readers) reader.stop();
    await speak(20, count);
    await until("all four are too slow", async () => (await slowReaders(server.url)) >= readers.length);
    // Live, while nothing was kept for the others.
    await until("the quick reader has everything", () => quick.seen.length === count);
    expect(quick).toMatchObject({ complaints: [], returns: 0, resets: 0 });
    expect((await memoryOf(server)).held - before.held).toBeLessThan(mostGrowth);

    for (const reader of readers) reader.wake();
    await speak(count, count + 40);
    for (const reader of readers) {
      await until(`${reader.kind} has everything`, async () => (await reader.report()).seen.length >= expected.length);
      expect(await reader.report()).toMatchObject({ seen: expected, complaints: [] });
    }
    await quick.stop();
    await speaker.close();
  });
});

/** How often a connection became too slow to be queued for. */
async function slowReaders(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^parley_slow_consumers_total (\d+)/m.exec(metrics)?.[1]);
}

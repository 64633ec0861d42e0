/**
 * Four readers, one of each transport and our own client, stand still (SIGSTOP) for a minute while their room hears 200
 * messages a second: what that costs the server's memory and everybody else's latency, and what they have when they wake.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { newSecret } from "#server/auth/secrets.ts";
import { Follower } from "#test/conformance/follower.ts";
import { type Reader, readerKinds, startReader } from "#test/faults/readers.ts";
import { inspectable } from "#test/support/inspector.ts";
import { type Memory, memoryOf } from "#test/support/memory.ts";
import { startServer, type TestServer } from "#test/support/server.ts";
import { until } from "#test/support/wait.ts";
import { withDatabase } from "./database.ts";
import { openings, seatCrowd } from "./drain/crowd.ts";
import { chatter, type Spoken } from "./drain/speakers.ts";
import { print, quantile, report } from "./report.ts";

const perSecond = 200;
const others = 6;
const warmUpMs = 10_000;
const calmMs = 20_000;
const stoppedMs = 60_000;
/** 60 s of them are 24 MB a reader: far more than the systems at both ends hold for it. */
const textBytes = 2_000;
/** What the check allows: what garbage and the machine's other work make of it, and no reader's 24 MB. */
const most = { growthBytes: 16 * 1024 * 1024, factor: 2, besidesMs: 5 };

export async function stopped(args: readonly string[]): Promise<void> {
  await withDatabase((url) => measure(url, args.includes("--check")));
}

async function measure(databaseUrl: string, check: boolean): Promise<void> {
  const env = { ...inspectable, DATABASE_URL: databaseUrl, AUTH_SECRET: newSecret(), LIMITS: "off" };
  const server = await startServer({ env });
  const readers: Reader[] = [];
  try {
    const crowd = await seatCrowd(databaseUrl, { people: others + readerKinds.length + 1, rooms: 1 });
    const [, ...seats] = crowd.people;
    const spoken: Spoken = new Map();
    const heard: number[] = [];
    const followers = seats.slice(readerKinds.length).map(({ token, roomId }, n) => {
      const { transport, open } = openings[n % openings.length] ?? openings[0];
      const late = (text: string) => heard.push(performance.now() - (spoken.get(text)?.saidAt ?? Number.NaN));
      return new Follower({ transport, open: () => open(server, { token }), roomId, lookMs: 2, heard: late });
    });
    await Promise.all(followers.map((follower) => follower.start()));
    for (const [n, kind] of readerKinds.entries()) {
      const seat = seats[n];
      if (seat) readers.push(await startReader({ kind, url: server.url, ...seat }));
    }
    const padding = "x".repeat(textBytes);
    const hush = chatter({ front: server, crowd, perSecond, spoken, textOf: (n) => `${n} ${padding}` });
    const phase = async (name: string, ms: number) => {
      heard.length = 0;
      await sleep(ms);
      const latencies = [...heard];
      report({ name: `  ${name}, ${others} others hear`, latencies, seconds: ms / 1000 });
      return quantile(latencies, 0.99);
    };

    await sleep(warmUpMs);
    const calm = await phase("all read", calmMs);
    const before = await memory(server, "  all read");
    for (const reader of readers) reader.stop();
    const still = await phase("four stand still", stoppedMs);
    const after = await memory(server, "  four stood still");
    for (const reader of readers) reader.wake();
    await phase("they wake", calmMs);
    await hush();
    const expected = [...spoken].sort(([, a], [, b]) => a.seq - b.seq).map(([text]) => text.split(" ", 1)[0] ?? "");
    const whole = await allHave(readers, expected);
    await until("the others have everything", () => followers.every(({ seen }) => seen.length === expected.length));
    await memory(server, "  all read again");
    const undisturbed = followers.every(({ returns, complaints }) => returns === 0 && complaints.length === 0);
    print(`  ${expected.length} messages; the others ${undisturbed ? "were not disturbed" : "were disturbed"}`);

    const grown = after.held - before.held;
    print(`  held ${inMb(grown)} more, p99 ${(still / calm).toFixed(2)} times as long`);
    const kept = grown < most.growthBytes && still < calm * most.factor + most.besidesMs;
    if (!whole || !undisturbed || (check && !kept)) process.exitCode = 1;
    await Promise.all(followers.map((follower) => follower.stop()));
  } finally {
    await Promise.all(readers.map((reader) => reader.end()));
    await server.stop();
  }
}

async function allHave(readers: readonly Reader[], expected: readonly string[]): Promise<boolean> {
  let whole = true;
  for (const reader of readers) {
    const has = async () => (await reader.report()).seen.length >= expected.length;
    await until(`${reader.kind} has everything`, has, 60_000).catch(() => {});
    const { seen, complaints, returns, resets } = await reader.report();
    const right = complaints.length === 0 && seen.join() === expected.join();
    const how = `${returns} times let go, ${resets} times told to read the history`;
    print(`  ${reader.kind}: ${right ? "everything, once, in order" : `${seen.length} of ${expected.length}`}; ${how}`);
    for (const complaint of complaints.slice(0, 5)) print(`    ${complaint}`);
    whole &&= right;
  }
  return whole;
}

async function memory(server: TestServer, name: string): Promise<Memory> {
  const found = await memoryOf(server);
  print(`${name}: the server holds ${inMb(found.held)}, resident ${inMb(found.resident)}`);
  return found;
}

const inMb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

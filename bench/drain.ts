/**
 * A node is stopped while 2,000 connections of all three transports hear 200 messages a second: how long that takes, who
 * notices, and whether anything is missed or seen twice. `moving`: another node beside it takes everyone in. `restarting`:
 * there is only this one, which is started again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { newSecret } from "#server/auth/secrets.ts";
import { Follower } from "#test/conformance/follower.ts";
import { startServer, type TestServer } from "#test/support/server.ts";
import { withDatabase } from "./database.ts";
import { type Crowd, openings, seatCrowd } from "./drain/crowd.ts";
import { type Front, startFront } from "./drain/front.ts";
import { chatter, type Spoken } from "./drain/speakers.ts";
import { print, report } from "./report.ts";

const connections = 2_000;
const rooms = 100;
const messagesPerSecond = 200;
const settleMs = 8_000;
/** How long whoever missed something may take to have it. */
const catchUpSeconds = 30;

const scenes: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async moving({ server, front, begin }) {
    const other = await begin();
    try {
      front.beside(other.port);
      await stopped(server);
      await sleep(settleMs);
    } finally {
      front.finished(() => other.stop());
    }
  },
  async restarting({ server }) {
    await stopped(server);
    const began = performance.now();
    await server.restart();
    print(`  ready again after ${seconds(performance.now() - began)}`);
    await sleep(settleMs);
  },
};
export const drainings = Object.keys(scenes);

type Scene = { readonly server: TestServer; readonly front: Front; readonly begin: () => Promise<TestServer> };

export async function drain(names: readonly string[]): Promise<void> {
  for (const name of drainings)
    if (names.length === 0 || names.includes(name)) await withDatabase((url) => measure(name, url));
}

async function measure(name: string, url: string): Promise<void> {
  print(`${name}: ${connections} connections in ${rooms} rooms, ${messagesPerSecond} messages/s`);
  const front = await startFront();
  const env = { DATABASE_URL: url, AUTH_SECRET: newSecret(), LIMITS: "off", PUBLIC_URL: front.url, HOST: "127.0.0.1" };
  const begin = () => startServer({ env });
  const server = await begin();
  front.beside(server.port);
  try {
    const crowd = await seatCrowd(url, { people: connections, rooms });
    const late = { before: [] as number[], during: [] as number[] };
    let phase: keyof typeof late = "before";
    const spoken: Spoken = new Map();
    const followers = await seated(crowd, front, (text) => {
      const saidAt = spoken.get(text)?.saidAt;
      if (saidAt !== undefined) late[phase].push(performance.now() - saidAt);
    });
    const hush = chatter({ front, crowd, perSecond: messagesPerSecond, spoken });
    await sleep(settleMs);

    phase = "during";
    const began = performance.now();
    await scenes[name]?.({ server, front, begin });
    const took = (performance.now() - began) / 1000;
    await hush();
    for (let tries = 0; tries < catchUpSeconds && verify(followers, spoken).length > 0; tries++) await sleep(1_000);
    await Promise.all(followers.map(({ follower }) => follower.stop()));

    report({ name: "  send to screen, before", latencies: late.before, seconds: settleMs / 1000 });
    report({ name: "  send to screen, from SIGTERM on", latencies: late.during, seconds: took });
    const worst = late.during.reduce((a, b) => Math.max(a, b), 0);
    print(`  longest ${seconds(worst)}`);
    for (const { transport } of openings) print(`  ${transport}: ${accountOf(followers, transport)}`);
    const wrong = verify(followers, spoken);
    for (const sentence of wrong.slice(0, 10)) print(`  ${sentence}`);
    print(
      `  ${spoken.size} messages: ${wrong.length === 0 ? "none missed, none seen twice" : `${wrong.length} wrong`}`,
    );
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await front.close();
    await server.stop();
  }
}

async function stopped(server: TestServer): Promise<void> {
  const began = performance.now();
  const { code, signal } = await server.kill("SIGTERM");
  print(`  SIGTERM to exit ${code ?? signal}: ${seconds(performance.now() - began)}`);
  if (code !== 0) process.exitCode = 1;
}

type Seated = { readonly follower: Follower; readonly roomId: string };

async function seated(crowd: Crowd, front: Front, heard: (text: string) => void): Promise<Seated[]> {
  const began = performance.now();
  const found: Seated[] = [];
  const seats = crowd.people.map(({ token, roomId }, n) => {
    const { transport, open } = openings[n % openings.length] ?? openings[0];
    return {
      roomId,
      follower: new Follower({ transport, open: () => open(front, { token }), roomId, lookMs: 100, heard }),
    };
  });
  for (let n = 0; n < seats.length; n += 50) {
    const some = seats.slice(n, n + 50);
    await Promise.all(some.map(({ follower }) => follower.start()));
    found.push(...some);
  }
  print(`  connected in ${seconds(performance.now() - began)}`);
  return found;
}

function accountOf(followers: readonly Seated[], transport: string): string {
  const own = followers.filter(({ follower }) => follower.transport === transport).map(({ follower }) => follower);
  const moved = own.filter(({ moves, returns }) => moves > 0 && returns === 0).length;
  const returned = own.filter(({ returns }) => returns > 0).length;
  return `${moved} moved without a gap, ${returned} were closed and came back, ${own.length - moved - returned} noticed nothing`;
}

/** What is wrong, a sentence each: every message of a room once at each of its followers, in the order of seqs. */
function verify(followers: readonly Seated[], spoken: Spoken): string[] {
  const rooms = Map.groupBy(spoken.entries(), ([, { roomId }]) => roomId);
  const expected = new Map(
    [...rooms].map(([roomId, all]) => [
      roomId,
      all
        .sort(([, a], [, b]) => a.seq - b.seq)
        .map(([text]) => text)
        .join("\n"),
    ]),
  );
  return followers.flatMap(({ follower, roomId }, n) => {
    const wrong = [...follower.complaints];
    if (follower.seen.join("\n") !== (expected.get(roomId) ?? ""))
      wrong.push(`follower ${n} (${follower.transport}) saw ${follower.seen.length} messages, and not what was said`);
    return wrong;
  });
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/**
 * What ordinary people wait for their messages while one user floods, beside what they wait while nobody does: both in
 * turns, in the same run.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { newSecret } from "#server/auth/secrets.ts";
import type { Client } from "#test/conformance/clients/client.ts";
import { startServer } from "#test/support/server.ts";
import { withDatabase } from "./database.ts";
import { openings, type Seat, seatCrowd } from "./drain/crowd.ts";
import { print, quantile, report } from "./report.ts";

const people = 24;
const rooms = 6;
/** Of all together. */
const messagesPerSecond = 24;
const warmUpMs = 8_000;
const turnMs = 10_000;
const turns = 4;
/** How long after a turn what was said in it may still arrive. */
const lateMs = 2_000;
/** The promise: p99 is at most so many times what it is while nobody floods. */
const mostTimes = 2;

const talliesSchema = z.object({ opened: z.number(), sent: z.number(), committed: z.number(), refused: z.number() });
type Tally = z.infer<typeof talliesSchema>;
type Mood = "calm" | "flooded";
type Spoken = Map<string, { readonly at: number; readonly mood: Mood }>;

export async function fairness(args: readonly string[]): Promise<void> {
  await withDatabase((url) => measure(url, args.includes("--check")));
}

async function measure(databaseUrl: string, check: boolean): Promise<void> {
  // The limits that every new installation has.
  const server = await startServer({ env: { DATABASE_URL: databaseUrl, AUTH_SECRET: newSecret(), HOST: "127.0.0.1" } });
  const url = `http://127.0.0.1:${server.port}`;
  let flooder: ChildProcess | undefined;
  const clients: Client[] = [];
  try {
    // One more in the first room: the flooder, whom those there hear.
    const crowd = await seatCrowd(databaseUrl, { people: people + rooms, rooms });
    const perRoom = (people + rooms) / rooms;
    const culprit = crowd.people[perRoom - 1];
    const seats = crowd.people.filter((_, n) => n % perRoom !== perRoom - 1);
    if (!culprit) throw new Error("Nobody is there to flood.");
    for (const [n, { token }] of seats.entries()) {
      clients.push(await (openings[n % openings.length] ?? openings[0]).open({ url }, { token }));
      // As many a second as one address may open.
      await sleep(50);
    }
    flooder = spawn(process.execPath, [program, JSON.stringify({ url, ...culprit })], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    // It has a machine of its own elsewhere: here it gets what the others leave.
    if (flooder.pid !== undefined) setPriority(flooder.pid, constants.priority.PRIORITY_LOW);

    const spoken: Spoken = new Map();
    const waits: Record<Mood, number[]> = { calm: [], flooded: [] };
    let mood: Mood = "calm";
    // What a server does for the first time takes longer, whoever asks for it.
    for (const seat of seats) await postOnce(url, seat);
    const hush = converse(clients, seats, spoken, () => mood);
    const deaf = listen(clients, spoken, waits);
    await sleep(warmUpMs);
    spoken.clear();
    waits.calm.length = 0;
    const tallies: Tally[] = [];
    for (let turn = 0; turn < turns; turn++) {
      await sleep(turnMs);
      flooder.send("flood");
      mood = "flooded";
      await sleep(turnMs);
      const told = once(flooder, "message");
      flooder.send("hush");
      tallies.push(talliesSchema.parse((await told)[0]));
      mood = "calm";
    }
    await hush();
    await sleep(lateMs);
    deaf();

    const seconds = (turns * turnMs) / 1000;
    report({ name: "  nobody floods", latencies: waits.calm, seconds });
    report({ name: "  one user floods", latencies: waits.flooded, seconds });
    const total = (key: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[key], 0);
    print(
      `  the flood: ${Math.round(total("sent") / seconds)} messages/s sent, ${Math.round(total("opened") / seconds)} ` +
        `connections/s opened; ${total("committed")} committed, ${total("refused")} refused`,
    );
    // The flooder's own ears are not asked.
    const missing = spoken.size * (perRoom - 1) - waits.calm.length - waits.flooded.length;
    print(`  ${spoken.size} messages, ${missing === 0 ? "each heard by everyone" : `${missing} not heard`}`);
    const factor = quantile(waits.flooded, 0.99) / quantile(waits.calm, 0.99);
    print(`  p99 is ${factor.toFixed(2)} times what it is without (at most ${mostTimes})`);
    if (missing !== 0 || (check && !(factor <= mostTimes))) process.exitCode = 1;
  } finally {
    flooder?.kill("SIGKILL");
    await Promise.all(clients.map((client) => client.close()));
    await server.stop();
  }
}

const program = fileURLToPath(new URL("fairness/flooder.ts", import.meta.url));

async function postOnce(url: string, { token, roomId }: Seat): Promise<void> {
  const answer = await fetch(`${url}/api/v1/rooms/${roomId}/messages`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ text: "Good morning" }),
  });
  await answer.text();
  if (!answer.ok) throw new Error(`The first message was refused: ${answer.status}`);
}

/** Everyone in turn, at an even pace; returns how to end it, which resolves when all is committed. */
function converse(
  clients: readonly Client[],
  seats: readonly Seat[],
  spoken: Spoken,
  mood: () => Mood,
): () => Promise<void> {
  const startedAt = performance.now();
  const under = new Set<Promise<unknown>>();
  let begun = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1000) * messagesPerSecond;
    for (; begun < due; begun++) {
      const [client, seat] = [clients[begun % clients.length], seats[begun % seats.length]];
      if (!client || !seat) return;
      const text = `message ${begun}`;
      spoken.set(text, { at: performance.now(), mood: mood() });
      const one = client.command("sendMessage", { text }, { roomId: seat.roomId }).then((reply) => {
        if (!reply.ok) throw new Error(`An ordinary message was refused: ${reply.error.code}`);
      });
      under.add(one);
      void one.finally(() => under.delete(one));
    }
  }, 5);
  return async () => {
    clearInterval(timer);
    await Promise.all(under);
  };
}

/** Notes how long each message took to each of the people, looking every millisecond; returns how to stop. */
function listen(clients: readonly Client[], spoken: Spoken, waits: Readonly<Record<Mood, number[]>>): () => void {
  const read = clients.map(() => 0);
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [n, { events }] of clients.entries()) {
      for (const event of events.slice(read[n])) {
        if (event.event !== "message.created") continue;
        for (const { text } of event.payload.messages ?? []) {
          const said = spoken.get(text);
          if (said) waits[said.mood].push(now - said.at);
        }
      }
      read[n] = events.length;
    }
  }, 1);
  return () => clearInterval(timer);
}

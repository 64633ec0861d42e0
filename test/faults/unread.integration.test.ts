/**
 * One person with three devices, each on another way to the server, and two others who keep the rooms busy. After each
 * history, once all is quiet, what each device says is unread is what the tables say, and what REST says.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { type Way, ways } from "#client/connection-state.ts";
import type { MyRoom } from "#contract/entities.ts";
import { startNode } from "../support/node.ts";
import { people } from "../support/people.ts";
import { rest } from "../support/rest.ts";
import { seedOf } from "../support/seed.ts";
import { startDevice } from "./unread/device.ts";
import { openOffice } from "./unread/office.ts";
import { drawHistories } from "./unread/steps.ts";
import { type Truth, truthOf, type Unread } from "./unread/truth.ts";

const seed = seedOf("UNREAD_SEED");
const count = 200;
const quietWithinMs = 10_000;

const node = await startNode();
const { anna, bo, cy } = await people(node, { anna: "member", bo: "owner", cy: "member" });
const devices = await Promise.all(ways.map((way) => startDevice(node, anna, way)));
afterAll(() => Promise.all(devices.map((device) => device.close())));

test(`unread counts equal the truth after ${count} random histories on three devices (UNREAD_SEED=${seed})`, async () => {
  const kept = new Map<Way, number>();
  const office = await openOffice(node, { me: anna, others: [bo, cy], devices });
  for (const [n, { burst, steps }] of drawHistories(seed, count).entries()) {
    const doing = burst > 0 ? [office.burst(n, burst)] : [];
    for (const step of steps) {
      doing.push(office.act(step));
      if (step.pause > 0) await sleep(step.pause);
    }
    // What was begun on a device that is away ends when it is back.
    for (const device of devices) device.back();
    await Promise.all(doing);
    await quiet(`history ${n} of UNREAD_SEED=${seed}: ${steps.map(({ kind }) => kind).join(" ")}`);
    for (const device of devices) {
      if (device.byItsWay()) kept.set(device.way, (kept.get(device.way) ?? 0) + 1);
      else device.reload();
    }
  }
  for (const way of ways) expect(kept.get(way), `histories that ended over ${way}`).toBeGreaterThan(count / 2);
}, 300_000);

/** Resolves once every device is connected, knows everything, and says the truth. */
async function quiet(after: string): Promise<void> {
  const deadline = performance.now() + quietWithinMs;
  for (;;) {
    const wrong = await mistakes();
    // Twice, as an answer under way could still make it wrong.
    if (wrong.length === 0 && (await mistakes()).length === 0) return;
    if (performance.now() > deadline) expect(wrong, after).toEqual([]);
    await sleep(5);
  }
}

async function mistakes(): Promise<string[]> {
  const truth = await truthOf(node.pool, anna.id);
  const { rooms } = await rest(node, anna, "rooms.list");
  return [
    ...differences("REST", truth, new Map(rooms.map((room) => [room.roomId, countedIn(room)]))),
    ...devices.flatMap((device) => {
      if (!device.connected()) return [`${device.way} is not connected`];
      const known = device.client().rooms.get();
      return [
        ...differences(device.way, truth, new Map([...known].map(([roomId, room]) => [roomId, countedIn(room)]))),
        ...[...truth].flatMap(([roomId, { head }]) => {
          const cursor = known.get(roomId)?.cursor ?? 0;
          return cursor === head ? [] : [`${device.way}: ${roomId} is known up to ${cursor} of ${head}`];
        }),
      ];
    }),
  ];
}

const countedIn = ({ lastReadSeq = -1, unread = -1, mentions = -1 }: Partial<Unread> & Partial<MyRoom>): Unread => ({
  lastReadSeq,
  unread,
  mentions,
});

function differences(who: string, truth: Truth, said: ReadonlyMap<string, Unread>): string[] {
  const roomIds = new Set([...truth.keys(), ...said.keys()]);
  return [...roomIds].flatMap((roomId) => {
    const [right, its] = [truth.get(roomId), said.get(roomId)].map((one) => one && JSON.stringify(countedIn(one)));
    return right === its ? [] : [`${who}: ${roomId} is ${its ?? "missing"}, in truth ${right ?? "not hers"}`];
  });
}

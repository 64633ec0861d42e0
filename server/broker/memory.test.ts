import { expect, test } from "vitest";
import type { BrokerMessage } from "#server/domain/ports.ts";
import { createMemoryBroker } from "./memory.ts";

const message = (seq: number): BrokerMessage => ({
  kind: "room",
  event: {
    v: 1,
    type: "event",
    event: "room.changed",
    roomId: "r",
    seq,
    timestamp: "2026-01-01T00:00:00Z",
    payload: {},
  },
});

test("everyone hears everything in the order of publishing, also what a listener publishes", () => {
  const broker = createMemoryBroker();
  const heard: BrokerMessage[] = [];
  broker.subscribe((each) => {
    if (each.kind === "room" && each.event.seq === 1) broker.publish(message(2));
  });
  broker.subscribe((each) => heard.push(each));
  broker.publish(message(1));
  expect(heard).toEqual([message(1), message(2)]);
});

test("a listener that throws keeps nobody from hearing, and one that stopped hears no more", async () => {
  const failures: unknown[] = [];
  const broker = createMemoryBroker((error) => failures.push(error));
  const heard: BrokerMessage[] = [];
  const stop = broker.subscribe(() => {
    throw new Error("bad listener");
  });
  broker.subscribe((each) => heard.push(each));
  broker.publish(message(1));
  stop();
  broker.publish(message(2));
  await broker.close();
  broker.publish(message(3));
  expect({ heard, failures: failures.length }).toEqual({ heard: [message(1), message(2)], failures: 1 });
});

/** A reader that does not keep up is caught up from the database, or let go; nobody else waits for it. */
import { describe, expect, test } from "vitest";
import { startNode, type TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom } from "#test/support/rest.ts";
import type { Client } from "./clients/client.ts";
import { bounded } from "./clients/inbox.ts";
import { openSse } from "./clients/sse.ts";
import { ofRoom, payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const lagBytes = 128 * 1024;
const patient = await startNode({ limits: { lagBytes } });
const impatient = await startNode({ limits: { lagBytes, maxLagMs: 300 } });
const narrow = await startNode({ limits: { lagBytes, maxBufferBytes: lagBytes + 64 * 1024 } });
closeAfterEach();

async function cast(node: TestNode) {
  const { anna, bo, cleo } = await people(node, { anna: "member", bo: "member", cleo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo, cleo]);
  return { anna, bo, cleo, roomId };
}

const connectionOf = (node: TestNode, client: Client) => node.gateway.connections.get(client.hello.connectionId);
const lags = (node: TestNode, client: Client, roomId: string) =>
  typeof connectionOf(node, client)?.subscriptions.get(roomId)?.laggingSince === "number";

/** Speaks until the reader's buffers, those of the operating system included, are full and the node queues no more. */
async function crowd(node: TestNode, speaker: Client, reader: Client, roomId: string): Promise<void> {
  const long = "長".repeat(8_000);
  while (!lags(node, reader, roomId) && connectionOf(node, reader))
    for (let n = 0; n < 10; n++) await say(speaker, roomId, long);
}

/** Resolves when the node has let go of the connection. */
const letGo = (node: TestNode, id: string) =>
  bounded<void>("the node to let go", (take) => {
    const timer = setInterval(() => !node.gateway.connections.has(id) && take(), 20);
    return () => clearInterval(timer);
  });

async function roomOf(node: TestNode) {
  const found = await cast(node);
  return { ...found, speaker: await connect(webSocket, node, found.anna) };
}

describe.each(transports)("$name", (transport) => {
  const join = (node: TestNode, person: Person) => connect(transport, node, person);

  test("SEQ-4: a slow reader is caught up by room.changed, without a hole, in order", async () => {
    const { bo, cleo, roomId, speaker } = await roomOf(patient);
    const [reader, quick] = [await join(patient, bo), await join(patient, cleo)];
    reader.pause();
    await crowd(patient, speaker, reader, roomId);
    const edited = await say(speaker, roomId, "to be edited");
    await speaker.command("editMessage", { seq: edited, text: "edited" }, { roomId });
    const last = await say(speaker, roomId, "the last");
    // Whoever reads has it all at once.
    await quick.change((event) => event.seq === last);
    expect(ofRoom(quick, roomId).every(({ event }) => event !== "room.changed")).toBe(true);

    reader.resume();
    const caughtUp = await reader.change(({ event, seq }) => event === "room.changed" && seq >= last);
    const events = ofRoom(reader, roomId);
    let cursor = 1;
    for (const { seq, after = seq - 1 } of events) {
      expect(after).toBe(cursor);
      cursor = seq;
    }
    expect(caughtUp.payload.messages?.find(({ seq }) => seq === edited)).toMatchObject({ text: "edited" });
    const next = await say(speaker, roomId, "live again");
    expect(await reader.change((event) => event.seq === next)).toMatchObject({ event: "message.created" });
  });

  test("SYN-1: a reader that missed more than one catch-up carries is told to start over in that room", async () => {
    const { bo, roomId, speaker } = await roomOf(patient);
    const reader = await join(patient, bo);
    reader.pause();
    await crowd(patient, speaker, reader, roomId);
    for (let n = 0; n < 12; n++) await say(speaker, roomId, "長".repeat(8_000));
    const last = await say(speaker, roomId, "the last");
    reader.resume();
    const { head } = await reader.notice("room.reset");
    expect(head).toBeGreaterThanOrEqual(last);
    const next = await say(speaker, roomId, "live again");
    expect(await reader.change((event) => event.seq === next)).toMatchObject({ event: "message.created" });
  });

  test("4420: who stays behind for too long is let go, with the reason, and may come back", async () => {
    const { bo, cleo, roomId, speaker } = await roomOf(impatient);
    const [reader, quick] = [await join(impatient, bo), await join(impatient, cleo)];
    const { connectionId, epoch } = reader.hello;
    reader.pause();
    await crowd(impatient, speaker, reader, roomId);
    await letGo(impatient, connectionId);
    reader.resume();
    const { code, closing } = await reader.closed;
    expect(closing).toMatchObject({ code: 4420, reconnect: true });
    if (transport.name === "WebSocket") expect(code).toBe(4420);
    const cursor = ofRoom(reader, roomId).at(-1)?.seq ?? 1;
    const again = await join(impatient, bo);
    expect(payloadOf(await again.command("sync", { epoch, cursors: { [roomId]: cursor } }))).toMatchObject({
      rooms: [{ roomId, status: expect.stringMatching(/reset|caughtUp/) }],
    });
    await say(speaker, roomId, "still here");
    await quick.change(withText("still here"));
  });
});

describe("4420: an outbound buffer over its limit", () => {
  test.each(transports.filter(({ name }) => name !== "SSE"))("$name", async (transport) => {
    const { bo, roomId, speaker } = await roomOf(narrow);
    const reader = await connect(transport, narrow, bo);
    const { connectionId } = reader.hello;
    reader.pause();
    await crowd(narrow, speaker, reader, roomId);
    // Replies are owed to whoever asks, even where nothing else is queued any more.
    const asked = Array.from({ length: 990 }, () => reader.command("ping", {}).catch(() => undefined));
    await letGo(narrow, connectionId);
    reader.resume();
    expect((await reader.closed).closing).toMatchObject({ code: 4420, reconnect: true });
    expect(asked).toHaveLength(990);
  });
});

test("SEQ-4: a room's own stream that reads slowly keeps its ids in step", async () => {
  const { bo, roomId, speaker } = await roomOf(patient);
  const stream = await openSse(patient, { token: bo.token, path: `/api/v1/rooms/${roomId}/events` });
  stream.pause();
  await crowd(patient, speaker, stream, roomId);
  const last = await say(speaker, roomId, "the last");
  stream.resume();
  await stream.change((event) => event.seq >= last);
  const changes = stream.events.flatMap((event, n) => ("seq" in event ? [[event.seq, stream.ids[n]]] : []));
  expect(changes.every(([seq, id]) => `${seq}` === id)).toBe(true);
  await stream.close();
});

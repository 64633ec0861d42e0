/** One room's own event stream, resumed by `Last-Event-ID` or `?after=`. */
import { afterEach, expect, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import { openSse, type SseClient } from "./clients/sse.ts";
import { ofRoom, say, withText } from "./facts.ts";
import { closeAfterEach, connect, webSocket } from "./transports.ts";

const node = await startNode();
closeAfterEach();
const streams = new Set<SseClient>();
afterEach(async () => {
  for (const stream of streams) await stream.close();
  streams.clear();
});

async function scene() {
  const { anna, bo } = await people(node, { anna: "member", bo: "member" });
  const { roomId, slug } = await makeRoom(node, anna, [bo]);
  const speaker = await connect(webSocket, node, anna);
  const open = async ({ room = roomId, query = "", lastEventId = "" } = {}) => {
    const headers: Record<string, string> = lastEventId === "" ? {} : { "Last-Event-ID": lastEventId };
    const path = `/api/v1/rooms/${room}/events${query}`;
    const stream = await openSse(node, { token: bo.token, path, headers });
    streams.add(stream);
    // hello comes first; what happens before the range was read would be part of it.
    const follows = () => node.gateway.connections.get(stream.hello.connectionId)?.subscriptions.get(roomId)?.cursor;
    await expect.poll(follows).toEqual(expect.any(Number));
    return stream;
  };
  return { anna, bo, roomId, slug, speaker, open, epoch: speaker.hello.epoch };
}

/** Everything after hello, as [id, event, after]. */
const told = ({ events, ids }: SseClient) =>
  events.map((event, n) => [ids[n], event.event, "after" in event ? event.after : undefined]).slice(1);

test("CON-1: hello has only that room, and as its id the point resumed from", async () => {
  const { anna, bo, roomId, slug, speaker, open } = await scene();
  await makeRoom(node, anna, [bo]);
  await say(speaker, roomId, "one");
  for (const room of [roomId, slug]) {
    const stream = await open({ room });
    expect(stream.hello.rooms).toEqual([{ roomId, slug, head: 2 }]);
    expect(stream.ids).toEqual(["2"]);
  }
  expect((await open({ lastEventId: "1" })).ids[0]).toBe("1");
});

test("SEQ-4: it carries that room alone, with the seq as id", async () => {
  const { anna, bo, roomId, speaker, open } = await scene();
  const other = await makeRoom(node, anna, [bo]);
  const stream = await open();
  await say(speaker, other.roomId, "elsewhere");
  await speaker.command("setTyping", { typing: true }, { roomId: other.roomId });
  const seq = await say(speaker, roomId, "here");
  await speaker.command("editMessage", { seq, text: "right here" }, { roomId });
  await stream.change(withText("right here"));
  expect(told(stream)).toEqual([
    ["2", "message.created", undefined],
    ["3", "message.edited", undefined],
  ]);
});

test("SEQ-4: Last-Event-ID brings what was missed as one room.changed with its range, then goes on live", async () => {
  const { roomId, speaker, open } = await scene();
  const first = await say(speaker, roomId, "one");
  await say(speaker, roomId, "two");
  await speaker.command("editMessage", { seq: first, text: "one, edited" }, { roomId });
  const gone = await say(speaker, roomId, "gone");
  await speaker.command("deleteMessage", { seq: gone }, { roomId });
  const stream = await open({ lastEventId: `${first}` });
  await say(speaker, roomId, "live");
  await stream.change(withText("live"));
  expect(told(stream)).toEqual([
    ["6", "room.changed", 2],
    ["7", "message.created", undefined],
  ]);
  const states = ofRoom(stream, roomId)[0]?.payload.messages ?? [];
  expect(states.map(({ seq, changedSeq, text }) => [seq, changedSeq, text]).toSorted()).toEqual([
    [2, 4, "one, edited"],
    [3, 3, "two"],
    [5, 6, ""],
  ]);
});

test("?after= and ?epoch= do what the header does, and the header is the newer of the two", async () => {
  const { roomId, speaker, open, epoch } = await scene();
  for (const text of ["one", "two", "three"]) await say(speaker, roomId, text);
  expect((await open({ query: `?after=2&epoch=${epoch}` })).ids[0]).toBe("2");
  const both = await open({ query: `?after=1&epoch=${epoch}`, lastEventId: "3" });
  await both.change(withText("three"));
  expect(told(both)).toEqual([["4", "room.changed", 3]]);
});

test("who missed nothing is told nothing", async () => {
  const { roomId, speaker, open } = await scene();
  const seq = await say(speaker, roomId, "one");
  const stream = await open({ lastEventId: `${seq}` });
  await say(speaker, roomId, "two");
  await stream.change(withText("two"));
  expect(told(stream)).toEqual([["3", "message.created", undefined]]);
});

test.each([
  ["a cursor above the head", (_: string) => ({ lastEventId: "99" })],
  ["another epoch", (_: string) => ({ query: "?after=1&epoch=another" })],
  ["a cursor that is no number", (_: string) => ({ lastEventId: "abc" })],
  ["a negative cursor", (_: string) => ({ lastEventId: "-1" })],
  ["a cursor that is a fraction", (epoch: string) => ({ query: `?after=1.5&epoch=${epoch}` })],
  ["a cursor from before the first change", (_: string) => ({ lastEventId: "0" })],
])("SYN-1: %s is room.reset", async (_, options) => {
  const { roomId, speaker, open, epoch } = await scene();
  await say(speaker, roomId, "one");
  const stream = await open(options(epoch));
  expect(await stream.notice("room.reset")).toEqual({ roomId, head: 2 });
  await say(speaker, roomId, "two");
  await stream.change(withText("two"));
  expect(told(stream)).toEqual([
    ["2", "room.reset", undefined],
    ["3", "message.created", undefined],
  ]);
});

test("SYN-1: more than one catch-up carries is room.reset, by number and by size", { timeout: 30_000 }, async () => {
  const { roomId, speaker, open } = await scene();
  for (let n = 0; n < 12; n++) await say(speaker, roomId, "長".repeat(8_000));
  expect(await (await open({ lastEventId: "1" })).notice("room.reset")).toEqual({ roomId, head: 13 });
  await Promise.all(Array.from({ length: 501 }, (_, n) => say(speaker, roomId, `${n}`)));
  expect(await (await open({ lastEventId: "13" })).notice("room.reset")).toEqual({ roomId, head: 514 });
  const stream = await open({ lastEventId: "14" });
  const { after, seq, payload } = await stream.change(({ event }) => event === "room.changed");
  expect([after, seq, payload.messages?.length]).toEqual([14, 514, 500]);
});

test("SEQ-7: who is removed gets that as its last event, and cannot come back", async () => {
  const { anna, bo, roomId, speaker, open } = await scene();
  const stream = await open();
  await rest(node, anna, "members.delete", { at: { room: roomId, userId: bo.id } });
  await say(speaker, roomId, "among us");
  const { closing } = await stream.closed;
  expect(closing?.reconnect).toBe(false);
  expect(stream.events.map(({ event }) => event)).toEqual(["hello", "member.left", "room.removed", "closing"]);
  for (const lastEventId of ["", "1", "2"])
    await expect(open({ lastEventId })).rejects.toMatchObject({ status: 404, code: "notFound" });
});

test("who rejoins is not given what happened in between", async () => {
  const { bo, roomId, speaker, open } = await scene();
  const member = await connect(webSocket, node, bo);
  await member.command("leaveRoom", {}, { roomId });
  await say(speaker, roomId, "in between");
  await member.command("joinRoom", {}, { roomId });
  const stream = await open({ lastEventId: "1" });
  expect(await stream.notice("room.reset")).toEqual({ roomId, head: 4 });
});

test.each(["nowhere", "01890000-0000-7000-8000-000000000000", "%00", "%E0%A4%A"])(
  "a room that one is not in is not there: %s",
  async (room) => {
    const { open } = await scene();
    await expect(open({ room })).rejects.toMatchObject({ status: 404, code: "notFound" });
  },
);

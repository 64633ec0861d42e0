/** What is a person's own: preferences of a room and read markers, alike on all their devices and nobody else's. */
import { describe, expect, test } from "vitest";
import { syncResultSchema } from "#contract/commands.ts";
import type { MyRoom, Preferences } from "#contract/entities.ts";
import type { RestInput } from "#contract/rest.ts";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import type { Client } from "./clients/client.ts";
import { payloadOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const node = await startNode();
closeAfterEach();

const choose = async (person: Person, room: string, body: RestInput<"preferences.update">): Promise<Preferences> =>
  (await rest(node, person, "preferences.update", { at: { room }, body })).preferences;

const roomOf = async (person: Person, room: string): Promise<MyRoom> =>
  (await rest(node, person, "rooms.get", { at: { room } })).room;

const syncOf = async (client: Client) =>
  syncResultSchema.parse(payloadOf(await client.command("sync", { cursors: {} })));

const noticesOf = (client: Client, name: "preferences.updated" | "read.updated"): unknown[] =>
  client.events.filter(({ event }) => event === name).map(({ payload }) => payload);

/** Ada and Bo in a public room, each another's company. */
async function cast() {
  const { ada, bo } = await people(node, { ada: "member", bo: "member" });
  const room = await makeRoom(node, ada, [bo]);
  return { ada, bo, room, roomId: room.roomId };
}

describe.each(transports)("$name", (transport) => {
  test("preferences.updated reaches all of one's devices, once for each change, and nobody else's", async () => {
    const { ada, bo, room, roomId } = await cast();
    const [phone, laptop, other] = [
      await connect(transport, node, ada),
      await connect(transport, node, ada),
      await connect(transport, node, bo),
    ];
    expect(await choose(ada, room.slug, { muted: true })).toEqual({
      notify: "mentions",
      muted: true,
      favourite: false,
    });
    const quiet = { notify: "nothing", muted: true, favourite: false };
    expect(await choose(ada, roomId, { notify: "nothing" })).toEqual(quiet);
    expect(await choose(ada, roomId, { notify: "nothing", muted: true })).toEqual(quiet);
    expect(await choose(ada, roomId, {})).toEqual(quiet);
    await say(phone, roomId, "marker");
    for (const client of [phone, laptop, other]) await client.change(withText("marker"));
    const told = [
      { roomId, preferences: { notify: "mentions", muted: true, favourite: false } },
      { roomId, preferences: quiet },
    ];
    for (const client of [phone, laptop]) expect(noticesOf(client, "preferences.updated")).toEqual(told);
    expect(noticesOf(other, "preferences.updated")).toEqual([]);
  });

  test("a device that was away learns by sync which rooms have other preferences than the default", async () => {
    const { ada, bo, roomId } = await cast();
    const [plain, direct] = [await makeRoom(node, ada, []), await makeRoom(node, ada, [bo], { kind: "direct" })];
    await choose(ada, roomId, { favourite: true });
    await choose(ada, plain.roomId, { notify: "mentions" });
    await choose(ada, direct.roomId, { notify: "mentions" });
    await choose(bo, roomId, { notify: "all" });
    const device = await connect(transport, node, ada);
    expect((await syncOf(device)).preferences).toEqual({
      [roomId]: { notify: "mentions", muted: false, favourite: true },
      [direct.roomId]: { notify: "mentions", muted: false, favourite: false },
    });
    await choose(ada, roomId, { favourite: false });
    await choose(ada, direct.roomId, { notify: "all" });
    expect((await syncOf(device)).preferences).toEqual({});
  });

  test("all rooms are marked read at once: read.updated to all of one's devices for each room that moved", async () => {
    const { ada, bo, roomId } = await cast();
    const [second, quiet] = [await makeRoom(node, bo, [ada]), await makeRoom(node, ada, [bo])];
    const [device, other] = [await connect(transport, node, ada), await connect(transport, node, bo)];
    await say(other, roomId, "one");
    const [first, last] = [await say(other, roomId, "two"), await say(other, second.roomId, "three")];
    expect(await roomOf(ada, roomId)).toMatchObject({ unread: 2 });
    const { read } = await rest(node, ada, "me.read");
    expect(read).toEqual({ [roomId]: first, [second.roomId]: last, [quiet.roomId]: quiet.head });
    for (const room of [roomId, second.roomId, quiet.roomId])
      expect(await roomOf(ada, room)).toMatchObject({ unread: 0 });
    expect(await roomOf(bo, roomId)).not.toMatchObject({ lastReadSeq: first });
    // Again, there is nothing to move, and nothing to tell.
    expect((await rest(node, ada, "me.read")).read).toEqual(read);
    await say(device, roomId, "marker");
    for (const client of [device, other]) await client.change(withText("marker"));
    const told = noticesOf(device, "read.updated");
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        { roomId, seq: first },
        { roomId: second.roomId, seq: last },
      ]),
    );
    expect(noticesOf(other, "read.updated")).toEqual([]);
  });
});

test("until its person chooses, a room notifies of mentions, a direct one of everything", async () => {
  const { ada, bo, roomId } = await cast();
  const direct = await makeRoom(node, ada, [bo], { kind: "direct" });
  const unchosen = { muted: false, favourite: false };
  expect((await roomOf(ada, roomId)).preferences).toEqual({ notify: "mentions", ...unchosen });
  expect((await roomOf(ada, direct.roomId)).preferences).toEqual({ notify: "all", ...unchosen });
});

test("preferences show wherever one's room is answered, and only to oneself", async () => {
  const { ada, bo, roomId } = await cast();
  const preferences = await choose(ada, roomId, { favourite: true, notify: "all" });
  const { rooms } = await rest(node, ada, "rooms.list");
  expect(rooms.find((room) => room.roomId === roomId)).toMatchObject({ preferences });
  expect((await rest(node, ada, "rooms.update", { at: { room: roomId }, body: { topic: "t" } })).room).toMatchObject({
    preferences,
  });
  expect((await roomOf(bo, roomId)).preferences).toMatchObject({ favourite: false, notify: "mentions" });
});

test("preferences are kept while one is away from the room, and room.added tells them at the return", async () => {
  const { ada, bo, roomId } = await cast();
  const preferences = await choose(bo, roomId, { notify: "nothing", favourite: true });
  await rest(node, bo, "rooms.leave", { at: { room: roomId } });
  expect((await roomOf(bo, roomId)).preferences).toBeUndefined();
  const away = await connect(webSocket, node, bo);
  expect((await syncOf(away)).preferences).toEqual({});
  await rest(node, ada, "members.put", { at: { room: roomId, userId: bo.id }, body: {} });
  const { room } = await away.notice("room.added");
  expect(room).toMatchObject({ roomId, preferences });
  expect((await roomOf(bo, roomId)).preferences).toEqual(preferences);
});

test("a room that one is not in has no preferences: not a public one, not another's, not one of another workspace", async () => {
  const { ada, bo, room, roomId } = await cast();
  const { eve } = await people(node, { eve: "owner" });
  const { guest } = await people(node, { guest: "guest" });
  const hidden = await makeRoom(node, ada, [], { kind: "private" });
  const body = { muted: true };
  const gone = { status: 404, code: "notFound" };
  for (const outsider of [eve, guest]) {
    expect(await refusal(node, outsider, "preferences.update", { at: { room: roomId }, body })).toEqual(gone);
    expect(await refusal(node, outsider, "preferences.update", { at: { room: room.slug }, body })).toEqual(gone);
  }
  expect(await refusal(node, bo, "preferences.update", { at: { room: hidden.roomId }, body })).toEqual(gone);
  await rest(node, bo, "rooms.leave", { at: { room: roomId } });
  expect(await refusal(node, bo, "preferences.update", { at: { room: roomId }, body })).toEqual(gone);
  expect(await refusal(node, { ...ada, token: "ply_x" }, "preferences.update", { at: { room: roomId }, body })).toEqual(
    {
      status: 401,
      code: "unauthenticated",
    },
  );
});

test("a guest has preferences and marks read in the rooms that they were added to", async () => {
  const { ada, gus } = await people(node, { ada: "member", gus: "guest" });
  const { roomId } = await makeRoom(node, ada, [gus], { kind: "private" });
  expect(await choose(gus, roomId, { muted: true })).toMatchObject({ muted: true });
  const seq = await say(await connect(webSocket, node, ada), roomId, "hello");
  expect(await rest(node, gus, "me.read")).toEqual({ read: { [roomId]: seq } });
});

test("marking all read leaves out rooms that one has left, and never moves a marker back", async () => {
  const { ada, bo, roomId } = await cast();
  const left = await makeRoom(node, ada, [bo]);
  await rest(node, bo, "rooms.leave", { at: { room: left.roomId } });
  const all = await Promise.all(Array.from({ length: 8 }, () => rest(node, bo, "me.read")));
  for (const { read } of all) expect(read).toEqual({ [roomId]: 1 });
  expect(await refusal(node, { ...bo, token: "ply_x" }, "me.read")).toMatchObject({ status: 401 });
});

test("ten choices at the same moment leave every device with what the database has", async () => {
  const { ada, roomId } = await cast();
  const [phone, laptop] = [await connect(webSocket, node, ada), await connect(webSocket, node, ada)];
  await Promise.all(
    Array.from({ length: 10 }, (_, n) => choose(ada, roomId, { muted: n % 2 === 0, favourite: n % 3 === 0 })),
  );
  const { preferences } = await roomOf(ada, roomId);
  await say(phone, roomId, "marker");
  for (const device of [phone, laptop]) {
    await device.change(withText("marker"));
    expect(noticesOf(device, "preferences.updated").at(-1)).toEqual({ roomId, preferences });
  }
});

/** SYN-1 to SYN-4: what a client that was away is told. */
import { describe, expect, test } from "vitest";
import { type SyncResult, syncResultSchema } from "#contract/commands.ts";
import type { Message } from "#contract/entities.ts";
import { maxSyncReplyBytes } from "#contract/limits.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import type { Client } from "./clients/client.ts";
import { ofRoom, payloadOf, say } from "./facts.ts";
import { closeAfterEach, connect, transports, webSocket } from "./transports.ts";

const node = await startNode();
const secondNode = await startNode({ beside: node });
closeAfterEach();

async function scene(transport: (typeof transports)[number]) {
  const { anna, bo } = await people(node, { anna: "member", bo: "member" });
  const { roomId } = await makeRoom(node, anna, [bo]);
  const speaker = await connect(transport, node, anna);
  return { anna, bo, roomId, speaker, epoch: speaker.hello.epoch };
}

async function sync(client: Client, payload: object): Promise<SyncResult> {
  return syncResultSchema.parse(payloadOf(await client.command("sync", payload)));
}

describe.each(transports)("$name", (transport) => {
  test("SYN-1: current where nothing changed, caughtUp with everything that did", async () => {
    const { anna, bo, roomId, speaker, epoch } = await scene(transport);
    const quiet = await makeRoom(node, anna, [bo]);
    const first = await say(speaker, roomId, "one");
    await say(speaker, roomId, "two");
    await speaker.command("editMessage", { seq: first, text: "one, edited" }, { roomId });
    await rest(node, anna, "rooms.update", { at: { room: roomId }, body: { name: "Renamed" } });
    const client = await connect(transport, node, bo);
    const { rooms, removed, read, ...rests } = await sync(client, {
      epoch,
      cursors: { [roomId]: 2, [quiet.roomId]: 1 },
    });
    expect(rests).toMatchObject({ epoch, at: expect.any(String) });
    expect([removed, Object.keys(read).toSorted()]).toEqual([[], [roomId, quiet.roomId].toSorted()]);
    expect(rooms).toHaveLength(2);
    expect(rooms).toEqual(
      expect.arrayContaining([
        { roomId: quiet.roomId, status: "current", head: 1 },
        {
          roomId,
          status: "caughtUp",
          head: 5,
          payload: {
            room: expect.objectContaining({ name: "Renamed", changedSeq: 5 }),
            messages: expect.arrayContaining([
              expect.objectContaining({ seq: 2, text: "one, edited", changedSeq: 4 }),
              expect.objectContaining({ seq: 3, text: "two" }),
            ]),
          },
        },
      ]),
    );
    const changes = await rest(node, bo, "changes.list", { at: { room: roomId, since: 2 } });
    expect(changes).toEqual(rooms.find((room) => room.roomId === roomId));
  });

  test("SYN-1: reset without a cursor, above the head, below one's joining, and under another epoch", async () => {
    const { bo, roomId, speaker, epoch } = await scene(transport);
    await say(speaker, roomId, "one");
    const client = await connect(transport, node, bo);
    const reset = [{ roomId, status: "reset", head: 2 }];
    expect((await sync(client, {})).rooms).toEqual(reset);
    expect((await sync(client, { epoch, cursors: {} })).rooms).toEqual(reset);
    expect((await sync(client, { epoch, cursors: { [roomId]: 99 } })).rooms).toEqual(reset);
    expect((await sync(client, { epoch, cursors: { [roomId]: 0 } })).rooms).toEqual(reset);
    expect((await sync(client, { epoch: "another", cursors: { [roomId]: 1 } })).rooms).toEqual(reset);
    expect((await sync(client, { cursors: { [roomId]: 1 } })).rooms).toEqual(reset);
  });

  test("SYN-1: rooms left meanwhile are removed, with the seq; read markers come along", async () => {
    const { bo, roomId, speaker, epoch, anna } = await scene(transport);
    const other = await makeRoom(node, anna, [bo]);
    const seq = await say(speaker, other.roomId, "one");
    const client = await connect(transport, node, bo);
    await client.command("markRead", { seq }, { roomId: other.roomId });
    await rest(node, anna, "members.delete", { at: { room: roomId, userId: bo.id } });
    const answer = await sync(client, { epoch, cursors: { [roomId]: 1, [other.roomId]: 1 } });
    expect(answer.removed).toEqual([{ roomId, seq: 2 }]);
    expect(answer.rooms.map((room) => room.roomId)).toEqual([other.roomId]);
    expect(answer.read).toEqual({ [other.roomId]: seq });
  });

  test("SYN-1: a reply is at most 256 KB; what does not fit is later, and comes when asked again", async () => {
    const { anna, bo, speaker, epoch } = await scene(transport);
    const rooms = [];
    for (let n = 0; n < 4; n++) rooms.push(await makeRoom(node, anna, [bo]));
    for (const { roomId } of rooms) for (let n = 0; n < 5; n++) await say(speaker, roomId, "長".repeat(8_000));
    const client = await connect(transport, node, bo);
    let cursors = Object.fromEntries(rooms.map(({ roomId }) => [roomId, 1]));
    let rounds = 0;
    let later = true;
    while (later && rounds < 10) {
      rounds++;
      const reply = await client.command("sync", { epoch, cursors });
      expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThanOrEqual(maxSyncReplyBytes);
      const answer = syncResultSchema.parse(payloadOf(reply)).rooms.filter(({ roomId }) => roomId in cursors);
      // Whole or not at all.
      for (const room of answer) expect(room.payload?.messages?.length ?? 0).toBeOneOf([0, 5]);
      cursors = Object.fromEntries(
        answer.map(({ roomId, status, head }) => [roomId, status === "later" ? (cursors[roomId] ?? 0) : head]),
      );
      later = answer.some(({ status }) => status === "later");
    }
    expect(rounds).toBeGreaterThan(1);
    expect(Object.values(cursors)).toEqual([6, 6, 6, 6]);
  });

  test("SYN-1: people who changed since then, oneself and those one shares a room with", async () => {
    const { anna, bo, epoch } = await scene(transport);
    const client = await connect(transport, node, bo);
    const { at } = await sync(client, { epoch });
    await rest(node, anna, "me.update", { body: { name: "Anna Renamed" } });
    const { users } = await sync(client, { epoch, usersSince: at });
    expect(users).toEqual(expect.arrayContaining([expect.objectContaining({ id: anna.id, name: "Anna Renamed" })]));
    expect((await sync(client, { epoch })).users).toBeUndefined();
  });

  test("SYN-2: a cursor works on any node, and after a new connection", async () => {
    const { bo, roomId, speaker, epoch } = await scene(transport);
    await say(speaker, roomId, "one");
    const here = await connect(transport, node, bo);
    const there = await connect(transport, secondNode, bo);
    expect(there.hello.epoch).toBe(epoch);
    const payload = { epoch, cursors: { [roomId]: 1 } };
    expect((await sync(there, payload)).rooms).toEqual((await sync(here, payload)).rooms);
  });

  test("SYN-4: kept state, live events and sync together are the state loaded fresh", async () => {
    const { anna, bo, roomId, speaker, epoch } = await scene(transport);
    const at = { roomId };
    const seqs = [];
    for (let n = 0; n < 6; n++) seqs.push(await say(speaker, roomId, `${n}`));
    const before = await connect(transport, node, bo);
    const { messages: kept, head } = await rest(node, bo, "messages.list", { at: { room: roomId } });
    await before.close();
    await speaker.command("editMessage", { seq: seqs[0], text: "edited" }, at);
    await speaker.command("deleteMessage", { seq: seqs[1] }, at);
    await say(speaker, roomId, "while away");
    const after = await connect(transport, node, bo);
    const busy = [
      speaker.command("addReaction", { seq: seqs[2], emoji: "🎉" }, at),
      speaker.command("editMessage", { seq: seqs[0], text: "edited again" }, at),
      say(speaker, roomId, "while resuming"),
    ];
    const [entry] = (await sync(after, { epoch, cursors: { [roomId]: head } })).rooms;
    await Promise.all(busy);
    const last = await say(speaker, roomId, "at the end");
    await after.change((event) => event.seq === last);

    const state = new Map<number, Message>(kept.map((message) => [message.seq, message]));
    // In the worst order: what came last first.
    const told = [
      ...ofRoom(after, roomId)
        .toReversed()
        .map(({ payload }) => payload),
      entry?.payload ?? {},
    ];
    for (const message of told.flatMap(({ messages = [] }) => messages))
      if ((state.get(message.seq)?.changedSeq ?? 0) < message.changedSeq) state.set(message.seq, message);
    const fresh = await rest(node, anna, "messages.list", { at: { room: roomId } });
    expect([...state.values()].toSorted((a, b) => a.seq - b.seq)).toEqual(fresh.messages);
  });

  test("SYN-4: heads and content of REST answers are one snapshot", async () => {
    const { anna, roomId, speaker } = await scene(transport);
    let talking = true;
    const talk = (async () => {
      for (let n = 0; talking && n < 200; n++) await say(speaker, roomId, `${n}`);
    })();
    for (let n = 0; n < 10; n++) {
      const { messages, head } = await rest(node, anna, "messages.list", { at: { room: roomId } });
      expect(messages.at(-1)?.seq ?? 1).toBe(head);
      const { payload, head: upTo } = await rest(node, anna, "changes.list", { at: { room: roomId, since: 1 } });
      expect(payload?.messages?.at(-1)?.seq ?? 1).toBe(upTo);
    }
    talking = false;
    await talk;
  });
});

test("SYN-3: another history of the database has another epoch, and its clients start over", {
  timeout: 60_000,
}, async () => {
  const { bo } = await scene(webSocket);
  const clients = await Promise.all(transports.map((transport) => connect(transport, node, bo)));
  const [{ epoch } = { epoch: "" }] = clients.map(({ hello }) => hello);
  // What restoring a backup does.
  await node.pool.query("UPDATE server_state SET nonce = gen_random_uuid()");
  for (const client of clients)
    expect((await client.closed).closing).toMatchObject({ code: 1012, reconnect: true, afterMs: expect.any(Number) });
  const again = await Promise.all(transports.map((transport) => connect(transport, node, bo)));
  for (const client of again) {
    expect(client.hello.epoch).not.toBe(epoch);
    const [room] = client.hello.rooms;
    const answer = await sync(client, { epoch, cursors: { [room?.roomId ?? ""]: 1 } });
    expect(answer.rooms).toMatchObject([{ status: "reset" }]);
  }
});

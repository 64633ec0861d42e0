import { afterAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { eventSchema } from "#contract/events.ts";
import { answered, gather, openOffice, welcome } from "../support/colleagues.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/wait.ts";

const server = await startServer();
afterAll(() => server.stop());
const anna = await openOffice(server);
const bo = await welcome(server, anna, "Bo");

/** The seqs that a stream of text names. */
const seqsIn = (frames: readonly string[], roomId: string): number[] =>
  frames.flatMap((frame) => {
    const event = eventSchema.safeParse(JSON.parse(frame));
    return event.success && "seq" in event.data && event.data.roomId === roomId ? [event.data.seq] : [];
  });

test("SEQ-7: a removed member's open WebSocket and streams end at the seq of the removal, and nothing else tells more", async () => {
  const room = await gather([anna, bo], { kind: "private" });
  const lobby = await gather([anna, bo], { name: "Lobby" });
  const at = { params: { room: room.roomId } };
  const say = (roomId: string, text: string) =>
    answered(anna.rest("messages.create", { params: { room: roomId }, body: { text } }));

  const plain = plainSocket();
  const all = stream("/api/v1/events");
  const one = stream(`/api/v1/rooms/${room.roomId}/events`);
  await until("all three are open", () => [plain, all, one].every(({ frames }) => frames.length > 0));
  const { message } = await say(room.roomId, "before");
  const cursor = message.seq;
  await until("all three heard it", () =>
    [plain, all, one].every(({ frames }) => seqsIn(frames, room.roomId).includes(cursor)),
  );

  await answered(anna.rest("members.delete", { params: { ...at.params, userId: bo.id } }));
  const left =
    (await answered(anna.rest("members.list", at))).members.find(({ userId }) => userId === bo.id)?.leftSeq ?? 0;
  expect(left).toBe(cursor + 1);
  for (const text of ["after", "long after"]) await say(room.roomId, text);
  const sign = (await say(lobby.roomId, "over the same connection")).message.seq;
  await until("the others hear what is theirs", () =>
    [plain, all].every(({ frames }) => seqsIn(frames, lobby.roomId).includes(sign)),
  );
  await until("the room's own stream has ended", () => one.ended());
  for (const { frames } of [plain, all, one]) expect(Math.max(...seqsIn(frames, room.roomId))).toBe(left);

  const asked = await bo.rest("changes.list", { ...at, query: { since: cursor } });
  expect(asked).toMatchObject({ ok: false, status: 404 });
  expect(await bo.rest("messages.list", at)).toMatchObject({ ok: false, status: 404 });
  expect(await bo.rest("messages.create", { ...at, body: { text: "still here" } })).toMatchObject({
    ok: false,
    status: 404,
  });
  const again = await fetch(`${server.url}/api/v1/rooms/${room.roomId}/events?after=${cursor}`, {
    headers: { authorization: `Bearer ${bo.token}` },
  });
  expect(again.status).toBe(404);
  await again.body?.cancel();
  plain.close();
  all.close();
});

type Ear = { readonly frames: readonly string[]; ended(): boolean; close(): void };

function plainSocket(): Ear {
  const frames: string[] = [];
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws/chat`, {
    headers: { authorization: `Bearer ${bo.token}` },
  });
  socket.on("message", (data) => frames.push(data.toString()));
  return { frames, ended: () => socket.readyState === socket.CLOSED, close: () => socket.close() };
}

/** The `data:` of each event of a stream. */
function stream(path: string): Ear {
  const frames: string[] = [];
  const abort = new AbortController();
  let ended = false;
  const read = async () => {
    const { body } = await fetch(server.url + path, {
      headers: { authorization: `Bearer ${bo.token}` },
      signal: abort.signal,
    });
    let rest = "";
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + text).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: ?(.*)$/m.exec(part)?.[1];
        if (data?.startsWith("{")) frames.push(data);
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  return { frames, ended: () => ended, close: () => abort.abort() };
}

/** Plain WebSocket, by `ws` alone. */
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import type { At, Client, OpenOptions } from "./client.ts";
import { bounded, Inbox, refusedBy, requestIdIn } from "./inbox.ts";

/** `autoPong: false` is a peer that is gone without a word. */
type SocketOptions = OpenOptions & { readonly autoPong?: boolean };

export async function openWebSocket(node: At, options: SocketOptions): Promise<Client & { socket: WebSocket }> {
  const { token, ticket, cookie, headers, autoPong = true } = options;
  const url = new URL("/ws/chat", node.url.replace("http", "ws"));
  if (ticket !== undefined) url.searchParams.set("jwt", ticket);
  const inbox = new Inbox();
  const socket = new WebSocket(url, {
    autoPong,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(cookie && { Cookie: cookie }), ...headers },
  });
  socket.on("message", (data: Buffer) => inbox.accept(JSON.parse(data.toString())));
  socket.on("close", (code) => inbox.end(code));
  await bounded<void>("the upgrade", (take, fail) => {
    socket.on("open", take);
    socket.on("error", fail);
    socket.on("unexpected-response", (_, response) => {
      text(response).then((body) => fail(refusedBy(response.statusCode ?? 0, body)), fail);
    });
    return () => {};
  });
  await inbox.first();

  const send = (frame: string) => {
    const reply = inbox.reply(requestIdIn(frame));
    socket.send(frame);
    return reply;
  };
  return {
    socket,
    frames: inbox.frames,
    events: inbox.events,
    get hello() {
      return inbox.hello;
    },
    command: (action, payload, { roomId, requestId = randomUUID() } = {}) =>
      send(JSON.stringify({ v: 1, action, requestId, roomId, payload })),
    sendRaw: send,
    change: (where) => inbox.change(where),
    notice: (event, where) => inbox.notice(event, where),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    closed: inbox.closed,
    async close() {
      // Not `close`: it would wait for what a paused reader has not read.
      socket.terminate();
      await inbox.closed;
    },
  };
}

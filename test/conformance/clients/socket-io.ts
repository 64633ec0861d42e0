/** Socket.IO's own client, WebSocket only. */
import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { type Reply, replySchema } from "#contract/envelope.ts";
import { errorCodeSchema } from "#contract/errors.ts";
import { type At, type Client, type OpenOptions, Refused } from "./client.ts";
import { bounded, Inbox, parsed, requestIdIn } from "./inbox.ts";

const refusalSchema = z.object({ data: z.object({ code: errorCodeSchema }) });
/** The `ws` inside engine.io's transport, which has no public name. */
const pausableSchema = z.custom<{ pause(): void; resume(): void }>(
  (value) => typeof value === "object" && value !== null && "pause" in value && "resume" in value,
);
const engineSchema = z.object({ transport: z.object({ ws: pausableSchema }) });

export async function openSocketIo(node: At, options: OpenOptions): Promise<Client & { socket: Socket }> {
  const { token, ticket, cookie, headers } = options;
  const inbox = new Inbox();
  const socket = io(node.url, {
    path: "/ws/io",
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    auth: { ...(token === undefined ? {} : { token }), ...(ticket === undefined ? {} : { ticket }) },
    extraHeaders: { ...(cookie && { Cookie: cookie }), ...headers },
  });
  socket.on("frame", (frame: unknown) => inbox.accept(frame));
  socket.on("disconnect", () => inbox.end());
  try {
    await bounded<void>("CONNECT", (take, fail) => {
      socket.on("connect", take);
      socket.on("connect_error", (error) => {
        const refusal = refusalSchema.safeParse(error);
        fail(refusal.success ? new Refused(refusal.data.data.code) : error);
      });
      return () => {};
    });
    await inbox.first();
  } catch (error) {
    socket.disconnect();
    throw error;
  }

  const { ws } = engineSchema.parse(socket.io.engine).transport;
  return {
    socket,
    frames: inbox.frames,
    events: inbox.events,
    get hello() {
      return inbox.hello;
    },
    command: (action, payload, { roomId, requestId = randomUUID() } = {}) =>
      bounded<Reply>(`an ack of ${action}`, (take) => {
        const frame = { v: 1, action, requestId, roomId, payload };
        socket.emit("frame", frame, (reply: unknown) => take(replySchema.parse(reply)));
        return () => {};
      }),
    sendRaw(text) {
      const reply = inbox.reply(requestIdIn(text));
      // Past the library's encoder, which would not get through everything that a test sends.
      const frame = parsed(text) === undefined ? JSON.stringify(text) : text;
      socket.io.engine.send(`2["frame",${frame}]`);
      return reply;
    },
    change: (where) => inbox.change(where),
    notice: (event, where) => inbox.notice(event, where),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    closed: inbox.closed,
    async close() {
      ws.resume();
      socket.disconnect();
      await inbox.closed;
    },
  };
}

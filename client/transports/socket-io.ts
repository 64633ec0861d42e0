/** The best way: Socket.IO's WebSocket. Its reconnecting, rooms and recovery have no part here: resuming is the same on every way. */
import { type CommandEnvelope, type Reply, replySchema } from "#contract/envelope.ts";
import { eventSchema } from "#contract/events.ts";
import type { Clock } from "../clock.ts";
import { type Credentials, openingAuth } from "../credentials.ts";
import { connect, disconnect, emit, type Packet, pong, readPacket } from "./socket-io-packets.ts";
import { type Link, LinkLost, type OpenLink } from "./transport.ts";

type SocketIoOptions = {
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly giveUpMs: number;
};
type Pending = { resolve(reply: Reply): void; reject(error: LinkLost): void };

export const socketIo =
  ({ baseUrl, credentials, clock, giveUpMs }: SocketIoOptions): OpenLink =>
  (handlers): Link => {
    let socket: WebSocket | null = null;
    let connected = false;
    let over = false;
    let asked = 0;
    const pending = new Map<number, Pending>();
    let cancelWatch = clock.after(giveUpMs, () => end("lost"));

    const end = (kind: "lost" | "silent" | null) => {
      if (over) return;
      over = true;
      cancelWatch();
      if (connected) socket?.send(disconnect);
      socket?.close();
      for (const { reject } of pending.values()) reject(new LinkLost());
      pending.clear();
      if (kind) handlers.closed(kind);
    };

    const watch = (silenceMs: number) => {
      cancelWatch();
      cancelWatch = clock.after(silenceMs, () => end("silent"));
    };

    const open = async () => {
      const auth = await openingAuth(credentials);
      if (over) return;
      const to = new WebSocket(addressOf(baseUrl));
      socket = to;
      let silenceMs = giveUpMs;
      const take = (packet: Packet) => {
        switch (packet.kind) {
          case "open":
            silenceMs = packet.silenceMs;
            watch(silenceMs);
            return to.send(connect(auth));
          case "ping":
            to.send(pong);
            watch(silenceMs);
            return handlers.alive();
          case "connected":
            connected = true;
            return;
          case "event":
            return packet.name === "frame" ? hear(packet.data) : undefined;
          case "answer":
            return settle(packet.id, packet.data);
          case "end":
            connected = false;
            return end("lost");
        }
      };
      to.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (over || typeof data !== "string") return;
        let packet: Packet;
        try {
          packet = readPacket(data);
        } catch {
          return end("lost");
        }
        take(packet);
      };
      to.onclose = () => {
        connected = false;
        end("lost");
      };
    };

    const hear = (frame: unknown) => {
      handlers.alive();
      const event = eventSchema.safeParse(frame);
      // An event that a newer server made up is ignored (ENV-4); if it took a number, the hole tells.
      if (event.success) handlers.event(event.data);
    };

    const settle = (id: number, answer: unknown) => {
      handlers.alive();
      const entry = pending.get(id);
      pending.delete(id);
      const reply = replySchema.safeParse(answer);
      if (reply.success) entry?.resolve(reply.data);
      else entry?.reject(new LinkLost("The answer was no reply."));
    };
    open().catch(() => end("lost"));

    return {
      send: (command: CommandEnvelope) =>
        new Promise<Reply>((resolve, reject) => {
          if (over || !connected || !socket) return reject(new LinkLost());
          const id = asked++;
          pending.set(id, { resolve, reject });
          socket.send(emit(id, "frame", command));
        }),
      close: () => end(null),
    };
  };

/** By the page's own address where no other is given. */
function addressOf(baseUrl: string): URL {
  const page = typeof location === "undefined" ? undefined : location.href;
  const url = new URL(`${baseUrl}/ws/io/?EIO=4&transport=websocket`, page);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
}

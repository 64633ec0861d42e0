/** The best way: Socket.IO's WebSocket. Its reconnecting, rooms and recovery are off: resuming is the same on every way. */
import type { Socket } from "socket.io-client";
import { type CommandEnvelope, type Reply, replySchema } from "#contract/envelope.ts";
import { eventSchema } from "#contract/events.ts";
import { type Credentials, openingAuth } from "../credentials.ts";
import { type Link, LinkLost, type OpenLink } from "./transport.ts";

type SocketIoOptions = { readonly baseUrl: string; readonly credentials: Credentials; readonly giveUpMs: number };
type Pending = { resolve(reply: Reply): void; reject(error: LinkLost): void };

export const socketIo =
  ({ baseUrl, credentials, giveUpMs }: SocketIoOptions): OpenLink =>
  (handlers): Link => {
    let socket: Socket | null = null;
    let over = false;
    const pending = new Set<Pending>();

    const end = (kind: "lost" | "silent" | null) => {
      if (over) return;
      over = true;
      socket?.removeAllListeners();
      socket?.disconnect();
      for (const { reject } of pending) reject(new LinkLost());
      pending.clear();
      if (kind) handlers.closed(kind);
    };

    const open = async () => {
      // Loaded when first needed, so that a page can show before it.
      const [{ io }, auth] = await Promise.all([import("socket.io-client"), openingAuth(credentials)]);
      if (over) return;
      const options = {
        path: "/ws/io",
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        timeout: giveUpMs,
        auth,
      };
      socket = baseUrl === "" ? io(options) : io(baseUrl, options);
      socket.on("frame", (frame: unknown) => {
        handlers.alive();
        const event = eventSchema.safeParse(frame);
        // An event that a newer server made up is ignored (ENV-4); if it took a number, the hole tells.
        if (event.success) handlers.event(event.data);
      });
      socket.on("connect_error", () => end("lost"));
      socket.on("disconnect", (reason) => end(reason === "ping timeout" ? "silent" : "lost"));
      socket.io.on("error", () => end("lost"));
      socket.io.engine?.on("ping", () => handlers.alive());
    };
    open().catch(() => end("lost"));

    return {
      send: (command: CommandEnvelope) =>
        new Promise<Reply>((resolve, reject) => {
          // Socket.IO would keep it for later; later is ours to decide.
          if (over || !socket?.connected) return reject(new LinkLost());
          const entry: Pending = { resolve, reject };
          pending.add(entry);
          socket.emit("frame", command, (answer: unknown) => {
            pending.delete(entry);
            handlers.alive();
            const reply = replySchema.safeParse(answer);
            if (reply.success) resolve(reply.data);
            else reject(new LinkLost("The answer was no reply."));
          });
        }),
      close: () => end(null),
    };
  };

/**
 * Socket.IO at `/ws/io`: the event `frame` both ways, a command's ack carrying its reply. Only its WebSocket framing is
 * used: its rooms, adapter and recovery are not, because resuming is the same on every transport.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import type { Identity } from "#server/auth/identity.ts";
import { MinuteCounter } from "#server/domain/rate-limit.ts";
import { sayClosing } from "#server/gateway/connection.ts";
import type { Entry } from "#server/gateway/entry.ts";
import { replyFrame } from "#server/gateway/frame.ts";
import { type Incoming, isTooLarge } from "#server/gateway/frame-size.ts";
import type { Gateway } from "#server/gateway/gateway.ts";
import type { Visit } from "#server/gateway/operator-routes.ts";
import { graceMs, type Link } from "#server/gateway/transport.ts";
import { OneFrameATurn } from "./one-frame-a-turn.ts";
import { type AddressOf, credentialsOf, originOf, refusalOf } from "./request.ts";

/** AUTH-1: a socket without CONNECT for this long is closed. */
const connectTimeoutMs = 4_000;
/** What follows CONNECT may ask the operator's service and the database, each of which has a limit of its own. */
const admitTimeoutMs = 30_000;
/** Packets of one connection within a minute that are no events; CONNECT is the first. Some of them are answered. */
const maxOtherPackets = 10;

/** How long a client that left may take to close the line itself. */
const leftMs = 1_000;

/** Of the reasons that Socket.IO gives, those that say more than that it is gone. */
const endings: Readonly<Record<string, "left" | 4408>> = {
  "client namespace disconnect": "left",
  "ping timeout": 4408,
};

const authSchema = z.object({ token: z.string().max(4096).optional(), ticket: z.string().max(4096).optional() });

type Options = { gateway: Gateway; entry: Entry; addressOf: AddressOf; onError: (error: unknown) => void };
type Greeted = { identity: Identity; visit: Visit } | { waitMs: number; code: 1012 | 1013 | 4429 };

export class SocketIoTransport {
  readonly #options: Options;
  /** Engine.IO takes upgrades from a server that never listens: ours routes them. */
  readonly #decoy = createServer();
  readonly #io: Server;
  readonly #admitted = new WeakMap<Socket, Greeted>();
  /** Milliseconds to wait, of who came too fast. */
  readonly #waits = new WeakMap<IncomingMessage, number>();
  /** Transports that sent their CONNECT. */
  readonly #connected = new WeakSet<Socket["conn"]>();

  constructor(options: Options) {
    this.#options = options;
    this.#io = new Server(this.#decoy, {
      path: "/ws/io",
      transports: ["websocket"],
      wsEngine: OneFrameATurn,
      serveClient: false,
      connectTimeout: connectTimeoutMs + admitTimeoutMs,
      pingInterval: options.gateway.heartbeats.socketMs,
      // Two missed heartbeats, counted as Socket.IO does: silence after a ping.
      pingTimeout: 2 * options.gateway.heartbeats.socketMs,
      // Room for the packet's own few characters around a frame of the limit.
      maxHttpBufferSize: options.gateway.limits.syncFrameBytes + 64,
      perMessageDeflate: false,
      httpCompression: false,
    });
    this.#io.engine.on("connection", guard);
    this.#io.use((socket, next) => void this.#authenticate(socket, next));
    this.#io.on("connection", (socket) => void this.#begin(socket).catch(options.onError));
  }

  /** Counted here, before anything is kept for it; it is told so once it has sent its CONNECT (FB-7). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { gateway, addressOf } = this.#options;
    const waitMs = gateway.admission.arrive(addressOf(request));
    const open = () => this.#decoy.emit("upgrade", request, socket, head);
    if (waitMs === 0) {
      open();
      return;
    }
    this.#waits.set(request, waitMs);
    void gateway.admission.hold().then(open);
  }

  stop(): void {
    this.#io.disconnectSockets(true);
    this.#io.engine.close();
  }

  async #authenticate(socket: Socket, next: (error?: Error) => void): Promise<void> {
    // Socket.IO would make a socket of each CONNECT that comes before the first is authenticated.
    if (this.#connected.has(socket.conn)) {
      socket.conn.close(true);
      next(new Error("One CONNECT is enough."));
      return;
    }
    this.#connected.add(socket.conn);
    const waitMs = this.#waits.get(socket.request);
    if (waitMs !== undefined) {
      this.#admitted.set(socket, { waitMs, code: 4429 });
      next();
      return;
    }
    try {
      const auth = authSchema.safeParse(socket.handshake.auth);
      const credentials = credentialsOf(socket.request);
      const { gateway, addressOf } = this.#options;
      const identity = await gateway.authenticator.connection(
        auth.success ? { ...credentials, auth: auth.data } : credentials,
      );
      const admitted = await gateway.admit(identity, originOf(socket.request, addressOf));
      this.#admitted.set(
        socket,
        "visit" in admitted ? { identity, ...admitted } : { waitMs: admitted.afterMs, code: admitted.code },
      );
      // Socket.IO then drops it without a word.
      if (socket.conn.readyState !== "open" && "visit" in admitted) gateway.routes.ended(admitted.visit);
      next();
    } catch (error) {
      const { code, message } = refusalOf(error);
      next(Object.assign(new Error(message), { data: { code } }));
    }
  }

  async #begin(socket: Socket): Promise<void> {
    const { gateway, addressOf, onError } = this.#options;
    const admitted = this.#admitted.get(socket);
    const link = linkOf(socket);
    if (!admitted || "waitMs" in admitted) {
      sayClosing(link, admitted?.code ?? 4429, admitted?.waitMs ?? 1_000);
      return;
    }
    const { identity, visit } = admitted;
    const opened = gateway.open({ identity, link, origin: originOf(socket.request, addressOf), visit });
    const sizes = sizesOfEvents(socket.conn);
    // Frames that arrive before hello wait for it here: a `sync` and a few commands, nobody's flood.
    let roomBeforeHello = 2 * gateway.limits.syncFrameBytes;
    void opened.then(() => {
      roomBeforeHello = Number.POSITIVE_INFINITY;
    });
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = args.at(-1);
      const reply = isAck(ack) ? ack : undefined;
      const bytes = sizes.shift() ?? 0;
      roomBeforeHello -= bytes;
      if (roomBeforeHello < 0) {
        socket.conn.close(true);
        return;
      }
      const read = () => (event === "frame" ? args[0] : undefined);
      void this.#receive({ opened, identity, frame: { bytes, read }, reply }).catch(onError);
    });
    socket.on("disconnect", (reason) => {
      // Whoever leaves the namespace would keep the line beneath it, which nobody counts.
      if (reason === "client namespace disconnect") end(socket.conn, leftMs);
      void opened.then((connection) => connection?.lost(endings[reason]));
    });
    const connection = await opened;
    if (!socket.connected) connection?.lost();
  }

  async #receive({ opened, identity, frame, reply }: Received): Promise<void> {
    const connection = await opened;
    if (!connection || connection.closed) return;
    const answer = await this.#options.entry.receive({ identity, connection }, frame);
    if (isTooLarge(answer)) {
      connection.close(1009);
      return;
    }
    if (!reply) {
      connection.send(replyFrame(answer));
      return;
    }
    reply(answer);
    connection.closeIfFull();
  }
}

type Received = {
  opened: ReturnType<Gateway["open"]>;
  identity: Identity;
  frame: Incoming;
  reply: ((answer: unknown) => void) | undefined;
};

const isAck = (value: unknown): value is (answer: unknown) => void => typeof value === "function";
/**
 * How many bytes each event took that was not handed out yet: Socket.IO parses a packet at once and hands out its event
 * in the next tick. An event is a text that begins with its type, `2`, or `5` where binary packets belong to it.
 */
function sizesOfEvents(conn: Socket["conn"]): number[] {
  const sizes: number[] = [];
  conn.on("packet", ({ type, data }: { type?: unknown; data?: unknown }) => {
    if (type !== "message") return;
    if (typeof data === "string") {
      if (data.startsWith("2") || data.startsWith("5")) sizes.push(Buffer.byteLength(data));
    } else if (ArrayBuffer.isView(data)) sizes.push((sizes.pop() ?? 0) + data.byteLength);
  });
  return sizes;
}

/** Closes it once its queue is flushed; a reader that never drains is cut off. */
function end(conn: Socket["conn"], withinMs: number): void {
  conn.close();
  setTimeout(() => conn.close(true), withinMs).unref();
}

const isEvent = (data: unknown): boolean =>
  typeof data === "string" ? data.startsWith("2") || data.startsWith("5") : ArrayBuffer.isView(data);

/**
 * What no event handler hears of: a line without CONNECT, and packets that are no events. Socket.IO keeps or answers them by
 * itself, before anybody is authenticated, too.
 */
function guard(conn: Socket["conn"]): void {
  let asked = false;
  const others = new MinuteCounter();
  const late = setTimeout(() => {
    if (!asked) conn.close(true);
  }, connectTimeoutMs).unref();
  conn.once("close", () => clearTimeout(late));
  conn.on("packet", ({ type, data }: { type?: unknown; data?: unknown }) => {
    if (type !== "message") return;
    asked ||= typeof data === "string" && data.startsWith("0");
    if (!asked || (!isEvent(data) && others.add(Date.now()) > maxOtherPackets)) conn.close(true);
  });
}

const bufferedSchema = z.object({ socket: z.object({ bufferedAmount: z.number() }) });

function linkOf(socket: Socket): Link {
  const conn = socket.conn;
  // Engine.IO queues while its WebSocket is busy and empties the queue in one go. Acks pass here, too.
  let queued = 0;
  conn.on("packetCreate", ({ data }: { data?: unknown }) => {
    queued += typeof data === "string" ? data.length : 0;
  });
  conn.on("flush", () => {
    queued = 0;
  });
  return {
    kind: "socket.io",
    send: (frame) => {
      if (socket.connected) conn.write(frame.io, { compress: false });
    },
    bufferedBytes: () => {
      const inSocket = bufferedSchema.safeParse(conn.transport);
      return queued + (inSocket.success ? inSocket.data.socket.bufferedAmount : 0);
    },
    close: (code) => end(conn, graceMs(code)),
  };
}

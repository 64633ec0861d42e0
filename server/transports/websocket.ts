/** Plain WebSocket at `/ws/chat`: one JSON envelope per text frame. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, WebSocket } from "ws";
import { type Connection, sayClosing } from "#server/gateway/connection.ts";
import type { Entry } from "#server/gateway/entry.ts";
import { replyFrame } from "#server/gateway/frame.ts";
import { type Incoming, incoming, isTooLarge } from "#server/gateway/frame-size.ts";
import type { Gateway, OpenOptions } from "#server/gateway/gateway.ts";
import { graceMs, type Link } from "#server/gateway/transport.ts";
import { OneFrameATurn } from "./one-frame-a-turn.ts";
import { type AddressOf, credentialsOf, originOf, refuseUpgrade } from "./request.ts";

/** Pings without an answer after which a connection is given up (CON-2). */
const maxMissedPings = 2;
/** What a client closes with that is done, or whose page goes away (RFC 6455, section 7.4.1). */
const goodbyes = new Set([1000, 1001, 1005]);

type Options = { gateway: Gateway; entry: Entry; addressOf: AddressOf; onError: (error: unknown) => void };

export class WebSocketTransport {
  readonly #options: Options;
  readonly #server: OneFrameATurn;
  readonly #alive = new Map<WebSocket, { connection: Connection | null; missed: number }>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: Options) {
    this.#options = options;
    const maxPayload = options.gateway.limits.syncFrameBytes;
    this.#server = new OneFrameATurn({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload });
    this.#heartbeat = setInterval(() => this.#beat(), options.gateway.heartbeats.socketMs);
  }

  /** Authenticates before the connection exists (AUTH-1), then upgrades. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { gateway, addressOf } = this.#options;
    const origin = originOf(request, addressOf);
    const wait = gateway.admission.arrive(origin.address);
    if (wait > 0) {
      await gateway.admission.hold();
      this.#server.handleUpgrade(request, socket, head, (ws) => sayClosing(tolerant(ws), 4429, wait));
      return;
    }
    try {
      const identity = await gateway.authenticator.connection(credentialsOf(request));
      const admitted = await gateway.admit(identity, origin);
      if (socket.destroyed) {
        if ("visit" in admitted) gateway.routes.ended(admitted.visit);
        return;
      }
      let begun = false;
      this.#server.handleUpgrade(request, socket, head, (ws) => {
        begun = true;
        if ("afterMs" in admitted) sayClosing(tolerant(ws), admitted.code, admitted.afterMs);
        else void this.#begin(ws, { identity, origin, visit: admitted.visit }).catch(this.#options.onError);
      });
      // Whose handshake is none was answered already, and is no connection.
      if (!begun && "visit" in admitted) gateway.routes.ended(admitted.visit);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    this.#server.close();
  }

  async #begin(ws: WebSocket, who: Omit<OpenOptions, "link">): Promise<void> {
    const { gateway } = this.#options;
    const life: { connection: Connection | null; missed: number } = { connection: null, missed: 0 };
    this.#alive.set(ws, life);
    const link = tolerant(ws);
    ws.on("close", (code) => {
      this.#alive.delete(ws);
      life.connection?.lost(goodbyes.has(code) ? "left" : "lost");
    });
    ws.on("pong", () => {
      life.missed = 0;
    });
    // Nothing is read until hello was said: what the client sends meanwhile waits in its socket.
    ws.pause();
    const connection = await gateway.open({ ...who, link });
    if (!connection) {
      ws.resume();
      return;
    }
    life.connection = connection;
    if (ws.readyState === WebSocket.CLOSED) connection.lost();
    ws.on("message", (data, isBinary) => {
      life.missed = 0;
      void this.#receive({ connection, identity: who.identity, ws, data, isBinary }).catch(this.#options.onError);
    });
    ws.resume();
  }

  async #receive({ connection, identity, data, isBinary }: Received): Promise<void> {
    if (connection.closed) return;
    const frame: Incoming = { ...incoming(bytesOf(data)), ...(isBinary && { read: () => undefined }) };
    const reply = await this.#options.entry.receive({ identity, connection }, frame);
    if (isTooLarge(reply)) connection.close(1009);
    else connection.send(replyFrame(reply));
  }

  #beat(): void {
    for (const [ws, life] of this.#alive) {
      if (life.missed >= maxMissedPings) {
        if (life.connection) life.connection.close(4408);
        else ws.terminate();
        continue;
      }
      life.missed += 1;
      if (ws.readyState === WebSocket.OPEN) ws.ping();
    }
  }
}

type Received = {
  connection: Connection;
  identity: Parameters<Gateway["open"]>[0]["identity"];
  ws: WebSocket;
  data: RawData;
  isBinary: boolean;
};

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/**
 * The protocol's own errors (a bad mask, invalid UTF-8, too large a frame) are answered by ws with their close code;
 * unheard, one would end the process.
 */
function tolerant(ws: WebSocket): Link {
  ws.on("error", () => {});
  return linkOf(ws);
}

const linkOf = (ws: WebSocket): Link => ({
  kind: "websocket",
  send: (frame) => {
    if (ws.readyState === WebSocket.OPEN) ws.send(frame.bytes, { binary: false }, () => {});
  },
  bufferedBytes: () => ws.bufferedAmount,
  close: (code, reason) => {
    ws.close(code, reason);
    setTimeout(() => ws.terminate(), graceMs(code)).unref();
  },
});

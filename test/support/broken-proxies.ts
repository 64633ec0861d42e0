/** What stands between a browser and Parley in too many offices: a proxy that breaks what it does not understand. */
import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

export type Trouble = {
  /** Answers the WebSocket's upgrade with 403. */
  readonly refuseUpgrades?: boolean;
  /** Lets the upgrade through and nothing after it, in neither direction. */
  readonly swallowFrames?: boolean;
  /** Holds the body of an event stream until it ends, which it never does. */
  readonly bufferStreams?: boolean;
  /** Cuts each connection after so many milliseconds. */
  readonly cutAfterMs?: number;
};

export type BrokenProxy = {
  /** What people type in place of the server's own address. */
  readonly url: string;
  /** For connections from now on; those that stand go on as they began. */
  turn(trouble: Trouble): void;
  /** What stands now. */
  open(): { readonly streams: number; readonly webSockets: number };
  /** Breaks every connection that stands. */
  cut(): void;
  /** Leaves every WebSocket that stands open and silent: the other side is gone and nobody said so. */
  freeze(): void;
  close(): Promise<void>;
};

/** Begins well-behaved. `target()` is asked for each connection, as the server may be started after its proxy. */
export async function startProxy(target: () => number): Promise<BrokenProxy> {
  let trouble: Trouble = {};
  const sockets = new Set<Duplex>();
  const tunnels = new Set<Tunnel>();
  const streams = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    if (request.url?.startsWith("/api/v1/events")) {
      streams.add(response);
      response.once("close", () => streams.delete(response));
    }
    forward(request, response, target(), trouble);
  });
  server.on("upgrade", (request, client, head) => {
    if (trouble.refuseUpgrades)
      return void client.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    const tunnel = dig({ request, client, head, port: target(), swallow: trouble.swallowFrames ?? false });
    tunnels.add(tunnel);
    client.once("close", () => tunnels.delete(tunnel));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    const timer = trouble.cutAfterMs === undefined ? undefined : setTimeout(() => socket.destroy(), trouble.cutAfterMs);
    socket.once("close", () => {
      clearTimeout(timer);
      sockets.delete(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    turn: (next) => {
      trouble = next;
    },
    open: () => ({ streams: streams.size, webSockets: tunnels.size }),
    cut,
    freeze: () => {
      for (const tunnel of tunnels) tunnel.freeze();
    },
    async close() {
      server.close();
      cut();
      await once(server, "close");
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, port: number, trouble: Trouble): void {
  const onward = ask({ host: "127.0.0.1", port, method: request.method, path: request.url, headers: request.headers });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    const stream = answer.headers["content-type"]?.startsWith("text/event-stream") ?? false;
    if (!stream || !trouble.bufferStreams) return void answer.pipe(response);
    response.flushHeaders();
    const held: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => held.push(chunk));
    answer.on("end", () => response.end(Buffer.concat(held)));
  });
  onward.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

type Tunnel = { freeze(): void };
type Dig = { request: IncomingMessage; client: Duplex; head: Buffer; port: number; swallow: boolean };

function dig({ request, client, head, port, swallow }: Dig): Tunnel {
  const server = connect(port, "127.0.0.1");
  let frozen = false;
  const end = () => {
    if (frozen) return;
    client.destroy();
    server.destroy();
  };
  for (const side of [client, server]) {
    side.on("error", end);
    side.on("close", end);
  }
  server.write(headOf(request));
  if (swallow) passAnswer(server, client);
  else {
    server.write(head);
    server.pipe(client);
    client.pipe(server);
  }
  return {
    freeze() {
      frozen = true;
      server.unpipe(client);
      client.unpipe(server);
      for (const side of [client, server]) side.pause();
    },
  };
}

/** The server's 101 goes through, and then whatever either says disappears. */
function passAnswer(server: Socket, client: Duplex): void {
  let answer = "";
  let passed = false;
  server.on("data", (chunk) => {
    if (passed) return;
    answer += chunk.toString("latin1");
    const end = answer.indexOf("\r\n\r\n");
    if (end < 0) return;
    passed = true;
    client.write(answer.slice(0, end + 4), "latin1");
  });
  client.resume();
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

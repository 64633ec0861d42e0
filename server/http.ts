/** Routes requests and upgrades: ours to the gateway, everything else to Next. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Config } from "./config.ts";
import type { IncomingRoute } from "./incoming/incoming.ts";
import type { ManagementApi } from "./management/connections.ts";
import type { MetricsRoute } from "./metrics-route.ts";
import { setAnswerHeaders, setPageHeaders } from "./page-headers.ts";
import type { CommandsTransport } from "./transports/commands.ts";
import { asksForWebSocket, handshakeFault } from "./transports/handshake.ts";
import type { ProbeRoutes } from "./transports/probe.ts";
import type { AddressOf } from "./transports/request.ts";
import type { SocketIoTransport } from "./transports/socket-io.ts";
import type { SseTransport } from "./transports/sse.ts";
import type { WebSocketTransport } from "./transports/websocket.ts";
import { judgeAddress } from "./visited-address.ts";

type Options = {
  readonly config: Pick<Config, "publicUrl" | "allowedOrigins" | "development">;
  readonly addressOf: AddressOf;
  readonly ready: () => Promise<boolean>;
  readonly transports: {
    websocket: WebSocketTransport;
    socketIo: SocketIoTransport;
    sse: SseTransport;
    commands: CommandsTransport;
  };
  /** Of the connection check. */
  readonly probe: ProbeRoutes;
  readonly management: ManagementApi;
  readonly metrics: MetricsRoute;
  readonly incoming: IncomingRoute;
  readonly page: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** In development, Next's hot reload. */
  readonly pageUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onError: (error: unknown) => void;
};

/** `/@connections/{id}`, below a stage or not; clients may percent-encode either part. */
const connections = /^(?:\/[\w-]{1,64})?\/(?:@|%40)connections\/([^/]{1,200})$/i;
const incomingHook = /^\/hooks\/([\w-]{1,100})$/;
const roomEvents = /^\/api\/v1\/rooms\/([^/]+)\/events$/;
/** Longer than a proxy keeps its idle connections, so that it never writes to one that is being closed. */
const keepAliveMs = 75_000;

export function createHttpServer(options: Options): Server {
  const server = createServer({ shouldUpgradeCallback: asksForWebSocket }, (request, response) => {
    route(options, request, response).catch((error: unknown) => {
      options.onError(error);
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.on("upgrade", (request, socket, head) => {
    // A peer that is gone before we answer must not end the process.
    socket.on("error", () => {});
    upgrade(options, request, socket, head);
  });
  return server;
}

async function route(options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { transports } = options;
  const path = pathOf(request);
  if (path === "/healthz") return plain(response, 200, "ok");
  if (path === "/readyz")
    return (await options.ready()) ? plain(response, 200, "ready") : plain(response, 503, "not ready");
  if (path === "/metrics") return only("GET", request, response, () => options.metrics(request, response));
  if (path === "/api/v1/commands")
    return only("POST", request, response, () => transports.commands.serve(request, response));
  if (path === "/api/v1/events") return only("GET", request, response, () => transports.sse.serve(request, response));
  const room = roomEvents.exec(path)?.[1];
  if (room !== undefined)
    return only("GET", request, response, () => transports.sse.serve(request, response, decoded(room)));
  if (path === "/api/v1/probe" || path === "/api/v1/probe/stream")
    return only("GET", request, response, () => options.probe.serve(request, response, path.endsWith("/stream")));
  const connectionId = connections.exec(path)?.[1];
  if (connectionId !== undefined) return options.management(request, response, decoded(connectionId));
  const hook = incomingHook.exec(path)?.[1];
  if (hook !== undefined) return options.incoming(request, response, hook);
  // Engine.IO over plain requests (polling) would need sticky sessions; only its WebSocket is ours.
  if (path.startsWith("/ws/")) return plain(response, 426, "Upgrade to a WebSocket here.");

  const verdict = path.startsWith("/api/") ? null : judgeAddress(request, options.config);
  if (verdict && "redirect" in verdict) {
    response.writeHead(307, { Location: verdict.redirect, "Cache-Control": "no-store" });
    response.end();
    return;
  }
  if (verdict) return plain(response, 421, verdict.refuse);
  if (path.startsWith("/api/v1/")) setAnswerHeaders(response, options.config);
  else setPageHeaders(request, response, options.config);
  // Set here only, so that a client cannot choose the address that its tries are counted by.
  request.headers["x-parley-address"] = options.addressOf(request);
  await options.page(request, response);
}

function upgrade(options: Options, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const path = pathOf(request);
  const fault = path.startsWith("/ws/") ? handshakeFault(request) : null;
  if (fault) socket.end(fault);
  else if (path === "/ws/chat") void options.transports.websocket.upgrade(request, socket, head).catch(options.onError);
  else if (path === "/ws/io" || path === "/ws/io/") options.transports.socketIo.upgrade(request, socket, head);
  else if (path.startsWith("/_next/") && options.config.development) options.pageUpgrade(request, socket, head);
  else socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

async function only(
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => Promise<void>,
): Promise<void> {
  if (request.method === method) return serve();
  response.setHeader("Allow", method);
  plain(response, 405, `Use ${method} here.`);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(`${text}\n`);
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/";

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * `/@connections/{id}`: other services push to a connection, look at it and end it, as with Amazon API Gateway,
 * whose clients work unmodified but for the endpoint (GW-1).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connection } from "#server/gateway/connection.ts";
import { dataFrame } from "#server/gateway/frame.ts";
import type { Gateway } from "#server/gateway/gateway.ts";
import { isSigned, type Keys } from "./signature.ts";

export type ManagementApi = (request: IncomingMessage, response: ServerResponse, connectionId: string) => Promise<void>;

type Options = {
  readonly gateway: Gateway;
  /** Absent, the API is off. */
  readonly keys: Keys | undefined;
  readonly onError: (error: unknown) => void;
};

/** Amazon's own limit of a message. */
const maxBytes = 128 * 1024;
/** Read to its end all the same, so that whoever sends it hears the answer. */
const maxReadBytes = 1024 * 1024;
const bodyTimeoutMs = 15_000;

/** Amazon's names: its clients make exceptions of them. */
const refusals = {
  BadRequestException: 400,
  ForbiddenException: 403,
  MethodNotAllowedException: 405,
  RequestTimeoutException: 408,
  GoneException: 410,
  PayloadTooLargeException: 413,
  LimitExceededException: 429,
  InternalServerErrorException: 500,
} as const;

class Refusal extends Error {
  readonly type: keyof typeof refusals;
  constructor(type: keyof typeof refusals, message: string) {
    super(message);
    this.type = type;
  }
}

export function createManagementApi({ gateway, keys, onError }: Options): ManagementApi {
  async function answer(request: IncomingMessage, id: string): Promise<{ status: number; content?: unknown }> {
    if (!keys || !request.headers.authorization) throw new Refusal("ForbiddenException", "Forbidden");
    const body = await bodyOf(request);
    if (body === null) throw new Refusal("PayloadTooLargeException", `A message has at most ${maxBytes} bytes.`);
    const { method = "GET", url = "/", headers } = request;
    if (!(await isSigned({ method, url, headers, body }, keys, Date.now())))
      throw new Refusal("ForbiddenException", "Forbidden");
    const connection = gateway.connections.get(id);
    if (method !== "POST" && method !== "GET" && method !== "DELETE")
      throw new Refusal("MethodNotAllowedException", "Use POST, GET or DELETE here.");
    if (!connection) throw new Refusal("GoneException", "There is no such connection any more.");
    if (method === "GET") return { status: 200, content: described(connection) };
    if (method === "POST") {
      push(connection, body);
      return { status: 200 };
    }
    connection.close(4403);
    return { status: 204 };
  }

  /** What was queued here may still be lost with the connection; its client is told nothing of what it missed. */
  function push(connection: Connection, body: Buffer): void {
    const text = textOf(body);
    if (text === null) throw new Refusal("BadRequestException", "A message is text in UTF-8.");
    if (connection.link.bufferedBytes() >= gateway.limits.lagBytes)
      throw new Refusal("LimitExceededException", "The connection reads too slowly.");
    connection.send(dataFrame(text));
  }

  return async (request, response, id) => {
    try {
      const { status, content } = await answer(request, id);
      send(response, status, content);
    } catch (error) {
      if (!(error instanceof Refusal)) onError(error);
      const refusal =
        error instanceof Refusal ? error : new Refusal("InternalServerErrorException", "Something went wrong here.");
      response.setHeader("x-amzn-errortype", refusal.type);
      if (!request.complete) response.setHeader("Connection", "close");
      send(response, refusals[refusal.type], { message: refusal.message });
    }
  };
}

function send(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, {
    ...(content === undefined ? {} : { "Content-Type": "application/json" }),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(content === undefined ? undefined : JSON.stringify(content));
}

const described = ({ connectedAt, lastActiveAt, origin }: Connection) => ({
  connectedAt: connectedAt.toISOString(),
  lastActiveAt: lastActiveAt.toISOString(),
  identity: { sourceIp: origin.address, userAgent: origin.userAgent },
});

function textOf(body: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/** The whole body; null where it is too large. Refuses where its sender goes away or dawdles. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), bodyTimeoutMs);
  try {
    for await (const chunk of request) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > maxReadBytes) return null;
      if (size <= maxBytes) chunks.push(bytes);
    }
  } catch {
    throw new Refusal("RequestTimeoutException", "The message did not arrive.");
  } finally {
    clearTimeout(timer);
  }
  return size > maxBytes ? null : Buffer.concat(chunks);
}

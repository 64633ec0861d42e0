/** Server-Sent Events: all rooms at `/api/v1/events`, one room, resumable by `Last-Event-ID`, at its own address. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { seqSchema } from "#contract/entities.ts";
import { notFound } from "#server/domain/errors.ts";
import { sayClosing } from "#server/gateway/connection.ts";
import type { Gateway, OpenOptions } from "#server/gateway/gateway.ts";
import type { Visit } from "#server/gateway/operator-routes.ts";
import type { RoomScope } from "#server/gateway/parts.ts";
import { graceMs, type Link } from "#server/gateway/transport.ts";
import { sendProblem } from "./problem.ts";
import { type AddressOf, credentialsOf, originOf } from "./request.ts";

const heartbeat = "event: heartbeat\ndata: {}\n\n";
const cursorSchema = z.coerce.number().pipe(seqSchema);

type Options = { gateway: Gateway; addressOf: AddressOf; onError: (error: unknown) => void };

export class SseTransport {
  readonly #options: Options;
  readonly #open = new Set<ServerResponse>();
  /** Those that said `hello`: nothing goes before it (CON-1). */
  readonly #greeted = new Set<ServerResponse>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: Options) {
    this.#options = options;
    this.#heartbeat = setInterval(() => {
      for (const response of this.#greeted) if (!response.writableEnded) response.write(heartbeat);
    }, options.gateway.heartbeats.sseMs);
  }

  /** `room`: the id or slug of a room's own stream. */
  async serve(request: IncomingMessage, response: ServerResponse, room?: string): Promise<void> {
    const { gateway, addressOf, onError } = this.#options;
    const origin = originOf(request, addressOf);
    const waitMs = gateway.admission.arrive(origin.address);
    if (waitMs > 0) {
      await gateway.admission.hold();
      this.#begin(response);
      sayClosing(linkOf(response, false), 4429, waitMs);
      return;
    }
    let lost = false;
    let connection: Awaited<ReturnType<Gateway["open"]>> = null;
    // From the beginning: who goes away while it is looked up who asks says so only then.
    response.on("close", () => {
      lost = true;
      connection?.lost();
    });
    let options: OpenOptions & { visit: Visit };
    try {
      const identity = await gateway.authenticator.connection(credentialsOf(request));
      const scope = room === undefined ? undefined : await this.#scope(request, identity.actor, room);
      const admitted = await gateway.admit(identity, origin);
      const link = linkOf(response, scope !== undefined);
      if ("afterMs" in admitted) {
        if (!lost) this.#begin(response);
        sayClosing(link, admitted.code, admitted.afterMs);
        return;
      }
      options = { identity, origin, link, ...admitted, ...(scope ? { room: scope } : {}) };
    } catch (error) {
      sendProblem(response, error, onError);
      return;
    }
    if (lost) {
      gateway.routes.ended(options.visit);
      return;
    }
    this.#begin(response);
    connection = await gateway.open(options);
    if (lost) connection?.lost();
    else if (connection) this.#greeted.add(response);
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    for (const response of this.#open) response.end();
  }

  #begin(response: ServerResponse): void {
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
      "X-Content-Type-Options": "nosniff",
      // The stream's end is the connection's: a proxy must not keep it for the next request.
      Connection: "close",
    });
    response.flushHeaders();
    response.on("error", () => {});
    response.socket?.setNoDelay(true);
    response.socket?.setTimeout(0);
    this.#open.add(response);
    response.on("close", () => {
      this.#open.delete(response);
      this.#greeted.delete(response);
    });
  }

  /** Whether the caller is in the room, and from where its stream goes on. What may not be seen is not there. */
  async #scope(request: IncomingMessage, actor: { id: string; workspaceId: string }, ref: string): Promise<RoomScope> {
    const { reads } = this.#options.gateway;
    const roomId = await reads.resolveRoom(actor.workspaceId, ref);
    if (roomId === null || !(await reads.myRoom(actor.id, roomId))?.joinedSeq) throw notFound();
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    // A browser that reconnects repeats its first URL, so the header is the newer of the two.
    const point = request.headers["last-event-id"] ?? query.get("after");
    const after = point === null || point === "" ? undefined : cursorSchema.safeParse(point);
    return {
      roomId,
      ...(after === undefined ? {} : { after: after.success ? after.data : Number.MAX_SAFE_INTEGER }),
      epoch: query.get("epoch") ?? undefined,
    };
  }
}

const linkOf = (response: ServerResponse, withIds: boolean): Link => ({
  kind: "sse",
  send: (frame) => {
    if (!response.writableEnded && !response.destroyed) response.write(withIds ? frame.sseWithId : frame.sse);
  },
  bufferedBytes: () => response.writableLength,
  close: (code) => {
    response.end();
    setTimeout(() => response.destroy(), graceMs(code)).unref();
  },
});

import type { Reply } from "#contract/envelope.ts";
import type { DurableEnvelope, EventEnvelope, PlainEvent, PlainPayload } from "#contract/events.ts";

/** What each transport writes for one frame. */
export interface Encoded {
  /** The text that it carries: an envelope's JSON, but for what another service pushes. */
  readonly json: string;
  /** For plain WebSocket: UTF-8. */
  readonly bytes: Buffer;
  /** A Socket.IO packet. */
  readonly io: string;
  readonly sse: Buffer;
  readonly sseWithId: Buffer;
}

/** One envelope, encoded once however many connections it goes to; each transport frames it once. */
export class Frame implements Encoded {
  readonly json: string;
  /** Of a durable event: the seq that a room's own stream gives as `id:`. */
  readonly seq: number | undefined;
  #bytes: Buffer | undefined;
  #io: string | undefined;
  #sse: Buffer | undefined;
  #sseWithId: Buffer | undefined;

  constructor(json: string, seq?: number) {
    this.json = json;
    this.seq = seq;
  }

  /** For plain WebSocket. */
  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.json);
    return this.#bytes;
  }

  /** A Socket.IO packet, as its parser would encode the event `frame` of the default namespace. */
  get io(): string {
    this.#io ??= `2["frame",${this.json}]`;
    return this.#io;
  }

  get sse(): Buffer {
    this.#sse ??= Buffer.from(`data: ${this.json}\n\n`);
    return this.#sse;
  }

  get sseWithId(): Buffer {
    this.#sseWithId ??= this.seq === undefined ? this.sse : Buffer.from(`id: ${this.seq}\ndata: ${this.json}\n\n`);
    return this.#sseWithId;
  }
}

/** What another service pushed to a connection, as it is (GW-1): Socket.IO's event `data`, an SSE event of that name. */
export function dataFrame(text: string): Encoded {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  const sse = Buffer.from(`event: data\n${lines.join("")}\n`);
  return { json: text, bytes: Buffer.from(text), io: `2${JSON.stringify(["data", text])}`, sse, sseWithId: sse };
}

export const durableFrame = (event: DurableEnvelope): Frame => new Frame(JSON.stringify(event), event.seq);
export const replyFrame = (reply: Reply): Frame => new Frame(JSON.stringify(reply));
export const eventFrame = (event: EventEnvelope, id?: number): Frame => new Frame(JSON.stringify(event), id);

/** An event without a number. `roomId` only where it concerns one room. */
export function plainFrame<E extends PlainEvent>(
  event: E,
  payload: PlainPayload<E>,
  at: { roomId?: string; id?: number } = {},
): Frame {
  const { roomId, id } = at;
  const timestamp = new Date().toISOString();
  return new Frame(
    JSON.stringify({ v: 1, type: "event", event, ...(roomId ? { roomId } : {}), timestamp, payload }),
    id,
  );
}

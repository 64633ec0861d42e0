import type { Reply } from "#contract/envelope.ts";
import type { DurableEnvelope, EventEnvelope, PlainEvent, PlainPayload } from "#contract/events.ts";

/** One envelope, encoded once however many connections it goes to; each transport frames it once. */
export class Frame {
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

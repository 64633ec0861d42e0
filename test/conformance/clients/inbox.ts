/** What a client received, and who waits for what. Every wait is bounded. */
import { z } from "zod";
import { type Reply, requestIdSchema, serverFrameSchema } from "#contract/envelope.ts";
import { errorCodeSchema } from "#contract/errors.ts";
import {
  type Closing,
  closingSchema,
  type DurableEnvelope,
  type EventEnvelope,
  type Hello,
  helloSchema,
  isDurable,
  type PlainEvent,
  type PlainPayload,
  plainEventSchemas,
} from "#contract/events.ts";
import { type Closed, Refused } from "./client.ts";

/** Longer than anything that a test expects to happen takes, on a machine that is busy with other things, too. */
const patienceMs = 20_000;

export class Inbox {
  readonly frames: unknown[] = [];
  readonly events: EventEnvelope[] = [];
  readonly closed: Promise<Closed>;
  readonly #listeners = new Set<() => void>();
  readonly #replies: { requestId: string | null; take: (reply: Reply) => void }[] = [];
  #closing: Closing | undefined;
  #end: (closed: Closed) => void = () => {};
  #ended = false;

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get hello(): Hello {
    const [first] = this.events;
    return helloSchema.parse(first?.payload);
  }

  /** Each frame must be one that the contract knows. */
  accept(frame: unknown): void {
    this.frames.push(frame);
    const parsed = serverFrameSchema.parse(frame);
    if (parsed.type === "reply") {
      this.#answer(parsed);
      return;
    }
    this.events.push(parsed);
    if (parsed.event === "closing") this.#closing = closingSchema.parse(parsed.payload);
    for (const listener of this.#listeners) listener();
  }

  end(code?: number): void {
    this.#ended = true;
    this.#end({ ...(code === undefined ? {} : { code }), ...(this.#closing ? { closing: this.#closing } : {}) });
    for (const listener of this.#listeners) listener();
  }

  /** The next reply with this requestId, or, for null, the next that belongs to nobody else. */
  reply(requestId: string | null): Promise<Reply> {
    return bounded(`a reply to ${requestId}`, (take) => {
      this.#replies.push({ requestId, take });
      return () => {};
    });
  }

  /** Resolves with the first frame; rejects where the connection ends without any. */
  async first(): Promise<void> {
    await this.#until("a first frame", () => (this.events.length > 0 ? true : undefined));
  }

  change(where: (event: DurableEnvelope) => boolean): Promise<DurableEnvelope> {
    return this.#until(`a change ${where}`, () => this.events.filter(isDurable).find(where));
  }

  notice<E extends PlainEvent>(event: E, where: (payload: PlainPayload<E>) => boolean = () => true) {
    const payloads = () =>
      this.events
        .filter((one) => one.event === event)
        // Parsed by the schema of this very event, which TypeScript cannot follow through the lookup.
        .map((one) => plainEventSchemas[event].parse(one.payload) as PlainPayload<E>);
    return this.#until(`${event} ${where}`, () => payloads().find(where));
  }

  #answer(reply: Reply): void {
    const at = this.#replies.findIndex(({ requestId }) => requestId === reply.requestId);
    const index = at >= 0 ? at : this.#replies.findIndex(({ requestId }) => requestId === null);
    const [waiting] = index >= 0 ? this.#replies.splice(index, 1) : [];
    if (!waiting) throw new Error(`a reply that nobody asked for: ${JSON.stringify(reply)}`);
    waiting.take(reply);
  }

  #until<T>(what: string, find: () => T | undefined): Promise<T> {
    const seen = () => this.events.map(({ event }) => event).join(" ");
    return bounded(
      () => `${what}; seen: ${seen()}`,
      (take, fail) => {
        const look = () => {
          const found = find();
          if (found !== undefined) take(found);
          else if (this.#ended) fail(new Error(`The connection ended before ${what}; seen: ${seen()}`));
        };
        this.#listeners.add(look);
        look();
        return () => this.#listeners.delete(look);
      },
    );
  }
}

/** A promise that gives up after `patienceMs`, saying what it waited for. `start` returns how to stop waiting. */
export async function bounded<T>(
  what: string | (() => string),
  start: (take: (value: T) => void, fail: (error: Error) => void) => () => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop = () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`Waited ${patienceMs} ms for ${typeof what === "string" ? what : what()}`));
      }, patienceMs);
      stop = start(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    stop();
  }
}

const problemSchema = z.object({ code: errorCodeSchema });

/** An opening that was answered by a problem document. */
export function refusedBy(status: number, body: string): Refused {
  const problem = problemSchema.safeParse(parsed(body));
  return new Refused(problem.success ? problem.data.code : undefined, status);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const keyedSchema = z.object({ requestId: requestIdSchema });

/** The requestId by which the reply to a raw frame can be told; null where there may be none. */
export function requestIdIn(text: string): string | null {
  const keyed = keyedSchema.safeParse(parsed(text));
  return keyed.success ? keyed.data.requestId : null;
}

/**
 * The group-commit writer: while one batch is being written, what arrives waits for the next, so that many messages
 * share one round trip and one commit. One batch at a time, first come first served: the order of `send` calls is the
 * order of seqs within a room (ENV-6).
 */
import { conflict, DomainError, notFound } from "#server/domain/errors.ts";
import type { NewMessage, SentMessage } from "#server/domain/store.ts";
import { isRace, toDomainError } from "./database-errors.ts";
import { toMessage } from "./rows.ts";

export interface Writer {
  send(message: NewMessage): Promise<SentMessage>;
  /** Messages that wait or are being written. */
  readonly waiting: number;
  /** Resolves when everything accepted so far is answered. */
  drained(): Promise<void>;
}

type WriterOptions = {
  /** Messages in one batch; more gain little and delay the first. */
  maxBatch?: number;
  /** Messages that may wait; one more is `overloaded`. */
  maxWaiting?: number;
  /** How often a batch that raced with another writer runs again before it is taken apart. */
  maxRaces?: number;
};

type Waiting = { message: NewMessage; resolve: (sent: SentMessage) => void; reject: (error: unknown) => void };
type Status = "sent" | "repeated" | "conflict" | "notFound" | "archived";
export type Answer = { ord: string; status: Status; seq: string; created_at: Date };

/** What it needs of a pool. */
export type Statements = {
  query(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: Answer[] }>;
};

const statement = {
  name: "send_messages",
  text: "SELECT ord, status, seq, created_at FROM send_messages($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::text[])",
};

export function createWriter(pool: Statements, options: WriterOptions = {}): Writer {
  const { maxBatch = 512, maxWaiting = 20_000, maxRaces = 3 } = options;
  let queue: Waiting[] = [];
  let inFlight = 0;
  let scheduled = false;
  const whenDrained: (() => void)[] = [];

  const pump = async () => {
    while (queue.length > 0) {
      const batch = queue.slice(0, maxBatch);
      queue = queue.slice(maxBatch);
      inFlight = batch.length;
      await write(batch);
    }
    inFlight = 0;
    scheduled = false;
    for (const done of whenDrained.splice(0)) done();
  };

  /** Never rejects: each of the batch has its own answer. */
  const write = async (batch: Waiting[]): Promise<void> => {
    // The same key twice in one batch would break its uniqueness: the later one waits for a batch of its own.
    const { first, later } = split(batch);
    for (let race = 0; ; race++) {
      try {
        const { rows } = await pool.query({ ...statement, values: columns(first) });
        for (const row of rows) settle(first[Number(row.ord) - 1], row);
        break;
      } catch (error) {
        if (isRace(error) && race < maxRaces) continue;
        const domainError = toDomainError(error);
        // What is the database's state, not a row's, would only fail again row by row. A lost connection leaves open
        // whether it was committed: the sender asks again with the same key.
        if (first.length === 1 || domainError.code !== "invalidPayload")
          for (const one of first) one.reject(domainError);
        else for (const one of first) await write([one]);
        break;
      }
    }
    if (later.length > 0) await write(later);
  };

  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        if (queue.length >= maxWaiting) {
          reject(
            new DomainError("overloaded", "The server has more messages to write than it can; try again.", {
              retryAfterMs: 1000,
            }),
          );
          return;
        }
        queue.push({ message, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        // Everything that this turn of the event loop read from its sockets goes into one batch.
        setImmediate(() => void pump());
      }),
    get waiting() {
      return queue.length + inFlight;
    },
    drained: () => (scheduled ? new Promise((resolve) => whenDrained.push(resolve)) : Promise.resolve()),
  };
}

function split(batch: Waiting[]): { first: Waiting[]; later: Waiting[] } {
  const keys = new Set<string>();
  const later: Waiting[] = [];
  const first = batch.filter((one) => {
    const key = `${one.message.authorId} ${one.message.key.requestId}`;
    if (keys.has(key)) later.push(one);
    else keys.add(key);
    return later.at(-1) !== one;
  });
  return { first, later };
}

const columns = (batch: Waiting[]): unknown[] => [
  batch.map(({ message }) => message.authorId),
  batch.map(({ message }) => message.roomId),
  batch.map(({ message }) => message.key.requestId),
  batch.map(({ message }) => message.key.digest),
  batch.map(({ message }) => message.text),
  batch.map(({ message }) => `{${message.mentions.join(",")}}`),
];

function settle(waiting: Waiting | undefined, answer: Answer): void {
  if (!waiting) throw new Error("send_messages answered for a message that was not sent");
  const { message, resolve, reject } = waiting;
  switch (answer.status) {
    case "notFound":
      return reject(notFound());
    case "archived":
      return reject(conflict("The room is archived."));
    case "conflict":
      return reject(conflict("The requestId was used for something else."));
    case "sent":
    case "repeated":
      return resolve({ message: asSent(message, answer), repeated: answer.status === "repeated" });
  }
}

/** The message as it was sent; a repeated key has the same digest, so the same text and room. */
const asSent = (message: NewMessage, { seq, created_at }: Answer) =>
  toMessage({
    room_id: message.roomId,
    seq,
    changed_seq: seq,
    author_id: message.authorId,
    text: message.text,
    request_id: message.key.requestId,
    thread_seq: null,
    reply_count: 0,
    mentions: [...message.mentions],
    attachments: [],
    created_at,
    edited_at: null,
    deleted_at: null,
    reactions: null,
  });

/**
 * A reader as any careful program is one: it keeps a cursor, moves when it is told to, comes back when it was closed, and
 * fills what it missed by `sync`. What it saw of one room, in its order, is what the tests look at.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { resultSchemas } from "#contract/commands.ts";
import type { Message } from "#contract/entities.ts";
import { type DurableEnvelope, isDurable } from "#contract/events.ts";
import type { Client } from "./clients/client.ts";

export type FollowerOptions = {
  /** Of its connections. */
  readonly transport: string;
  readonly open: () => Promise<Client>;
  readonly roomId: string;
  /** How often it looks what came. */
  readonly lookMs?: number;
  /** Called with each message that it sees, once. */
  readonly heard?: (text: string) => void;
  /** A page of what was written after a seq, for when the server says `reset`; without it that is a complaint. */
  readonly history?: (after: number) => Promise<Page>;
};

type Page = { readonly messages: readonly Message[]; readonly head: number; readonly hasAfter: boolean };

export class Follower {
  /** The texts of the messages that it saw, each time that it saw one. */
  readonly seen: string[] = [];
  /** What no server may do to a reader. */
  readonly complaints: string[] = [];
  /** How often it went to a new connection while it had the old one, and how often it had none. */
  moves = 0;
  returns = 0;
  /** How often it had to read the room's history. */
  resets = 0;
  readonly transport: string;
  readonly #options: FollowerOptions;
  readonly #roomId: string;
  readonly #lookMs: number;
  #cursor = 0;
  #epoch = "";
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.transport = options.transport;
    this.#roomId = options.roomId;
    this.#lookMs = options.lookMs ?? 20;
  }

  /** Resolves when it is connected; it follows the room from there. */
  async start(): Promise<void> {
    const client = await this.#options.open();
    this.#epoch = client.hello.epoch;
    this.#cursor = client.hello.rooms.find(({ roomId }) => roomId === this.#roomId)?.head ?? 0;
    this.#running = this.#follow(client);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #follow(first: Client): Promise<void> {
    let client: Client | null = first;
    while (client) client = await this.#stay(client);
  }

  /** Reads one connection until there is another; null when it is over. */
  async #stay(client: Client): Promise<Client | null> {
    let ended = false;
    void client.closed.then(() => {
      ended = true;
    });
    let read = 0;
    let moveAt = Number.POSITIVE_INFINITY;
    while (!this.#stopped) {
      const fresh = client.events.slice(read);
      read += fresh.length;
      for (const event of fresh) {
        if (isDurable(event)) this.#take(event);
        if (event.event === "reconnect") moveAt = Math.min(moveAt, Date.now() + event.payload.afterMs);
        if (event.event === "room.reset") ended = !(await this.#catchUp(client)) || ended;
      }
      if (ended) {
        await client.close();
        return this.#comeBack((await client.closed).closing?.afterMs);
      }
      if (Date.now() >= moveAt) {
        const next = await this.#arrive();
        if (next) {
          this.moves += 1;
          await client.close();
          return next;
        }
        moveAt = Number.POSITIVE_INFINITY;
      }
      await sleep(this.#lookMs);
    }
    await client.close();
    return null;
  }

  /** FB-5, in small. */
  async #comeBack(afterMs = 0): Promise<Client | null> {
    this.returns += 1;
    await sleep(afterMs);
    for (let tries = 0; !this.#stopped; tries++) {
      await sleep(Math.random() * Math.min(5_000, 250 * 2 ** tries));
      const client = await this.#arrive();
      if (client) return client;
    }
    return null;
  }

  /** A connection over which everything was caught up; null where there is none to be had. */
  async #arrive(): Promise<Client | null> {
    const client = await this.#options.open().catch(() => null);
    if (!client) return null;
    if (client.events[0]?.event === "hello" && (await this.#catchUp(client))) return client;
    await client.close();
    return null;
  }

  async #catchUp(client: Client): Promise<boolean> {
    const reply = await client
      .command("sync", { epoch: this.#epoch, cursors: { [this.#roomId]: this.#cursor } })
      .catch(() => null);
    if (!reply?.ok) return false;
    const entry = resultSchemas.sync.parse(reply.payload).rooms.find(({ roomId }) => roomId === this.#roomId);
    if (entry?.status === "caughtUp") this.#apply(entry.head, entry.payload?.messages ?? []);
    else if (entry?.status === "reset" && this.#options.history) return this.#readOn(this.#options.history);
    else if (entry?.status !== "current") this.complaints.push(`sync answered ${entry?.status}`);
    return true;
  }

  async #readOn(history: NonNullable<FollowerOptions["history"]>): Promise<boolean> {
    this.resets += 1;
    for (let more = true; more && !this.#stopped; ) {
      const page = await history(this.#cursor).catch(() => null);
      if (!page) return false;
      more = page.hasAfter;
      this.#apply(more ? (page.messages.at(-1)?.seq ?? page.head) : page.head, page.messages);
    }
    return true;
  }

  #take({ roomId, seq, after = seq - 1, payload }: DurableEnvelope): void {
    if (roomId !== this.#roomId || seq <= this.#cursor) return;
    if (after > this.#cursor) this.complaints.push(`${after + 1} after ${this.#cursor}: a hole`);
    this.#apply(seq, payload.messages ?? []);
  }

  #apply(seq: number, messages: readonly Message[]): void {
    const fresh = messages.filter((message) => message.seq > this.#cursor);
    for (const { text } of fresh.sort((a, b) => a.seq - b.seq)) {
      this.seen.push(text);
      this.#options.heard?.(text);
    }
    this.#cursor = seq;
  }
}

/** People who write all the time, whatever breaks: with our own client, and by plain requests. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createGatewayClient } from "#client/gateway-client.ts";
import type { GatewayClientOptions } from "#client/options.ts";
import type { GatewayClient } from "#client/public.ts";
import { resultSchemas } from "#contract/commands.ts";
import type { Message } from "#contract/entities.ts";
import { replySchema } from "#contract/envelope.ts";
import { answered, type Colleague } from "../support/colleagues.ts";
import { until } from "../support/wait.ts";
import type { Acknowledged } from "./auditor.ts";

export type Talker = {
  readonly name: string;
  readonly client: GatewayClient;
  /** Every message that left the outbox as committed. */
  acknowledged(): readonly Acknowledged[];
  say(text: string): Promise<void>;
  /** Writes on, one message every so many milliseconds, until told to stop; what was begun is finished then. */
  chatter(everyMs: number): () => Promise<void>;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  /** The whole room as this client knows it, once it knows everything up to `head`. */
  everything(head: number): Promise<readonly Message[]>;
  leave(): void;
};

/** Outages are short here; a pause of half a minute between two tries would only make a test slow. */
export const patience = { backoffMaxMs: 1_000 };

/** Whoever has so many messages on their way waits before writing more. */
const mostWaiting = 60;

export function talker(
  { url }: { readonly url: string },
  { id, name, token }: Colleague,
  roomId: string,
  options: GatewayClientOptions = {},
): Talker {
  const client = createGatewayClient({
    baseUrl: url,
    credentials: { kind: "token", token },
    timings: patience,
    ...options,
  });
  const said: Acknowledged[] = [];
  let spoken = 0;
  client.start();

  const waiting = () => client.outbox.get().filter((entry) => entry.roomId === roomId);
  const say = async (text: string) => {
    const { requestId } = await client.send(roomId, text);
    said.push({ requestId, authorId: id, text });
  };
  return {
    name,
    client,
    acknowledged: () => {
      const pending = new Set(waiting().map(({ requestId }) => requestId));
      return said.filter(({ requestId }) => !pending.has(requestId));
    },
    say,
    chatter(everyMs) {
      let on = true;
      const done = (async () => {
        while (on) {
          if (waiting().length < mostWaiting) await say(`${name} ${++spoken}`);
          await sleep(everyMs);
        }
      })();
      return () => {
        on = false;
        return done;
      };
    },
    settled: () => until(`${name}'s messages are committed`, () => waiting().length === 0),
    async everything(head) {
      await until(`${name} knows everything up to ${head}`, async () => {
        await client.openRoom(roomId);
        return (client.rooms.get().get(roomId)?.cursor ?? 0) >= head;
      });
      // A long history is not in memory as a whole: what was read is kept here.
      const release = client.holdHistory(roomId);
      const read = new Map<number, Message>();
      do {
        const state = client.rooms.get().get(roomId);
        for (const message of [...(state?.messages ?? []), ...(state?.excerpt?.messages ?? [])])
          read.set(message.seq, message);
      } while (await client.loadBefore(roomId));
      release();
      return [...read.values()].sort((a, b) => a.seq - b.seq);
    },
    leave: () => client.stop(),
  };
}

/** A program without a library: it posts each command until there is an answer, and every third one twice (ENV-5). */
export function poster({ url }: { readonly url: string }, { id, name, token }: Colleague, roomId: string) {
  const acknowledged: Acknowledged[] = [];
  let on = true;

  const post = async (command: object) => {
    const response = await fetch(`${url}/api/v1/commands`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(5_000),
    });
    const reply = replySchema.parse(await response.json());
    return reply.ok ? resultSchemas.sendMessage.parse(reply.payload).seq : null;
  };
  const postUntilAnswered = async (command: object): Promise<number> => {
    for (;;) {
      const seq = await post(command).catch(() => null);
      if (seq !== null) return seq;
      await sleep(50);
    }
  };
  const done = (async () => {
    for (let n = 1; on; n++) {
      const text = `${name} by request ${n}`;
      const command = { v: 1, action: "sendMessage", requestId: randomUUID(), roomId, payload: { text } };
      const seq = await postUntilAnswered(command);
      acknowledged.push({ requestId: command.requestId, authorId: id, text, seq });
      if (n % 3 === 0)
        acknowledged.push({ requestId: command.requestId, authorId: id, text, seq: await postUntilAnswered(command) });
      await sleep(10);
    }
  })();
  return {
    acknowledged: (): readonly Acknowledged[] => acknowledged,
    stop() {
      on = false;
      return done;
    },
  };
}

/** The room as the server tells it, page by page. */
export async function history(
  { rest }: Colleague,
  roomId: string,
): Promise<{ messages: readonly Message[]; head: number }> {
  const messages: Message[] = [];
  for (;;) {
    const before = messages[0]?.seq;
    const page = await answered(
      rest("messages.list", {
        params: { room: roomId },
        query: { limit: 200, ...(before === undefined ? {} : { before }) },
      }),
    );
    messages.unshift(...page.messages);
    if (!page.hasBefore) return { messages, head: page.head };
  }
}

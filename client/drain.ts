/**
 * Sends what waits, in each room one at a time and in order: what is refused for now, or lost, is tried again in place and
 * blocks those behind it; what is refused for good does not (ENV-6).
 */
import type { CommandEnvelope, Reply } from "#contract/envelope.ts";
import type { ErrorBody } from "#contract/errors.ts";
import { backoff } from "./backoff.ts";
import { type Clock, sleep } from "./clock.ts";
import type { OutboxEntry } from "./public.ts";
import type { Timings } from "./timings.ts";
import type { Wire } from "./wire.ts";

type DrainOptions<Session> = {
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Pick<Timings, "backoffBaseMs" | "backoffMaxMs">;
  readonly connected: () => boolean;
  readonly deliver: (command: CommandEnvelope) => Promise<Reply>;
  readonly understand: Wire["understand"];
  /** The first of a room that is to be sent, and for whom; null where there is none, or another tab sends. */
  readonly next: (roomId: string) => { from: Session; entry: OutboxEntry } | null;
  readonly sent: (entry: OutboxEntry) => void;
  readonly waits: (entry: OutboxEntry) => void;
  readonly committed: (from: Session, requestId: string, roomId: string, seq: number) => Promise<void>;
  readonly refused: (from: Session, requestId: string, error: ErrorBody) => Promise<void>;
};

type Outcome = "done" | "stop" | { readonly afterMs: number | undefined };

/** The returned function sends a room's messages until none waits or there is no connection; meanwhile, further calls do nothing. */
export function createDrain<Session>(options: DrainOptions<Session>): (roomId: string) => Promise<void> {
  const { clock, random, timings, connected, deliver } = options;
  const busy = new Set<string>();

  const attempt = async (from: Session, entry: OutboxEntry): Promise<Outcome> => {
    const { requestId, roomId, text } = entry;
    options.sent(entry);
    const reply = await deliver({ v: 1, action: "sendMessage", requestId, roomId, payload: { text } }).catch(
      () => null,
    );
    if (reply?.ok) {
      const { seq, roomId: id } = options.understand("sendMessage", reply.payload);
      await options.committed(from, requestId, id, seq);
      return "done";
    }
    if (reply && reply.error.code !== "unauthenticated" && !reply.error.retryable) {
      await options.refused(from, requestId, reply.error);
      return "done";
    }
    options.waits(entry);
    // Without a connection, or a sign-in, the next one goes on from here.
    if (reply?.error.code === "unauthenticated" || (!reply && !connected())) return "stop";
    return { afterMs: reply?.error.retryAfterMs };
  };

  return async (roomId) => {
    if (busy.has(roomId)) return;
    busy.add(roomId);
    try {
      for (let tries = 0; ; ) {
        const due = options.next(roomId);
        if (!due || !connected()) return;
        const outcome = await attempt(due.from, due.entry);
        if (outcome === "stop") return;
        if (outcome === "done") tries = 0;
        else {
          await sleep(clock, outcome.afterMs ?? backoff(tries, random, timings));
          tries += 1;
        }
      }
    } finally {
      busy.delete(roomId);
    }
  };
}

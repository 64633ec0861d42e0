/** Messages at an even pace, each posted until there is an answer, with one key: said once, however often it was asked. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { resultSchemas } from "#contract/commands.ts";
import { postCommand } from "#test/conformance/clients/sse.ts";
import type { Crowd } from "./crowd.ts";

/** By their text, each of which is said once. */
export type Spoken = Map<string, { readonly roomId: string; readonly saidAt: number; seq: number }>;

type Options = {
  readonly front: { readonly url: string };
  readonly crowd: Crowd;
  readonly perSecond: number;
  readonly spoken: Spoken;
  /** What the n-th message says; no two may say the same. */
  readonly textOf?: (n: number) => string;
};

/** Begins at once; returns how to end it, which resolves when all that was begun is committed. */
export function chatter({
  front,
  crowd,
  perSecond,
  spoken,
  textOf = (n) => `message ${n}`,
}: Options): () => Promise<void> {
  const startedAt = performance.now();
  const under = new Set<Promise<void>>();
  let begun = 0;

  const say = async (n: number) => {
    // The first of each room speaks, so that the rooms take turns.
    const seat = crowd.people[(n * 20) % crowd.people.length];
    if (!seat) throw new Error("Nobody is there to speak.");
    const text = textOf(n);
    const entry = { roomId: seat.roomId, saidAt: performance.now(), seq: 0 };
    spoken.set(text, entry);
    const command = { v: 1, action: "sendMessage", requestId: randomUUID(), roomId: seat.roomId, payload: { text } };
    for (let tries = 0; entry.seq === 0; tries++) {
      const answer = await postCommand(front, { token: seat.token }, JSON.stringify(command)).catch(() => null);
      if (answer?.reply.ok) entry.seq = resultSchemas.sendMessage.parse(answer.reply.payload).seq;
      else await sleep(Math.random() * Math.min(5_000, 250 * 2 ** tries));
    }
  };
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1000) * perSecond;
    for (; begun < due; begun++) {
      const one = say(begun).finally(() => under.delete(one));
      under.add(one);
    }
  }, 20);
  return async () => {
    clearInterval(timer);
    await Promise.all(under);
  };
}

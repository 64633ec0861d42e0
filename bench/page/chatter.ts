/** People who write into a room by plain requests, as fast as they are told to. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Action, changedSchema, type Payload } from "#contract/commands.ts";
import { replySchema } from "#contract/envelope.ts";
import type { Colleague } from "#test/support/colleagues.ts";
import type { Office } from "./office.ts";

/** The seq that the change took; throws where it was refused. */
export async function command<A extends Action>(
  { server, roomId }: Office,
  { token }: Colleague,
  action: A,
  payload: Payload<A>,
): Promise<number> {
  const response = await fetch(`${server.url}/api/v1/commands`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ v: 1, action, requestId: randomUUID(), roomId, payload }),
  });
  const reply = replySchema.parse(await response.json());
  if (!reply.ok) throw new Error(`${action}: ${reply.error.code} ${reply.error.message}`);
  return changedSchema.parse(reply.payload).seq;
}

/** `perSecond` messages by all of them in turn, at even intervals, until it is told to stop; then how many there were. */
export function chatter(office: Office, texts: readonly string[], perSecond: number): () => Promise<number> {
  const { writers } = office;
  let on = true;
  const done = (async () => {
    const began = performance.now();
    const sent: Promise<number>[] = [];
    for (let n = 0; on; n += 1) {
      await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
      const writer = writers[n % writers.length] ?? writers[0];
      sent.push(command(office, writer, "sendMessage", { text: texts[n % texts.length] ?? "…" }));
    }
    await Promise.all(sent);
    return sent.length;
  })();
  return () => {
    on = false;
    return done;
  };
}

/** An hour of a busy room at once: messages, each tenth edited, each fifth with a reaction. Answers the last message's seq. */
export async function replay(office: Office, texts: readonly string[], count: number): Promise<number> {
  const { writers } = office;
  let last = 0;
  let next = 0;
  const work = async (writer: Colleague) => {
    for (let n = next++; n < count; n = next++) {
      const seq = await command(office, writer, "sendMessage", { text: texts[n % texts.length] ?? "…" });
      last = Math.max(last, seq);
      if (n % 10 === 0)
        await command(office, writer, "editMessage", { seq, text: `${texts[n % texts.length]} (edited)` });
      if (n % 5 === 0) await command(office, writer, "addReaction", { seq, emoji: "👍" });
    }
  };
  await Promise.all(writers.map(work));
  return last;
}

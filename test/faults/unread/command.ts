import { randomUUID } from "node:crypto";
import { type Action, type Changed, changedSchema, type Payload } from "#contract/commands.ts";
import { replySchema } from "#contract/envelope.ts";
import type { TestNode } from "../../support/node.ts";
import type { Person } from "../../support/people.ts";

/** One command by POST; null where what it is about was changed by another meanwhile. Any other refusal throws. */
export async function post<A extends Action>(
  node: TestNode,
  { token }: Person,
  action: A,
  payload: Payload<A>,
  roomId: string,
): Promise<Changed | null> {
  const response = await fetch(`${node.url}/api/v1/commands`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ v: 1, action, requestId: randomUUID(), roomId, payload }),
  });
  const reply = replySchema.parse(await response.json());
  if (reply.ok) return changedSchema.parse(reply.payload);
  if (reply.error.code === "conflict" || reply.error.code === "notFound") return null;
  throw new Error(`${action}: ${reply.error.code} ${reply.error.message}`);
}

/** Short names for what tests look for. */

import { type Changed, changedSchema } from "#contract/commands.ts";
import type { Reply } from "#contract/envelope.ts";
import { type DurableEnvelope, isDurable } from "#contract/events.ts";
import type { Client } from "./clients/client.ts";

/** The payload of a successful reply; throws where it was refused. */
export function payloadOf(reply: Reply): unknown {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.payload;
}

export const changedOf = (reply: Reply): Changed => changedSchema.parse(payloadOf(reply));

/** The error code of a refusal; undefined for a success. */
export const codeOf = (reply: Reply): string | undefined => (reply.ok ? undefined : reply.error.code);

export const withText =
  (text: string) =>
  (event: DurableEnvelope): boolean =>
    event.payload.messages?.some((message) => message.text === text) ?? false;

export const ofRoom = (client: Client, roomId: string): DurableEnvelope[] =>
  client.events.filter(isDurable).filter((event) => event.roomId === roomId);

/** Sends a message; its seq. */
export async function say(client: Client, roomId: string, text: string): Promise<number> {
  return changedOf(await client.command("sendMessage", { text }, { roomId })).seq;
}

/**
 * Bots, webhooks and what could not be delivered, as REST tells of them. Apart from rest-answers.ts, because a browser
 * needs them on an admin's pages only.
 */
import * as z from "zod/mini";
import { idSchema, seqSchema, timestampSchema, userSchema } from "./entities.ts";
import { durableEvents } from "./events.ts";
import { tokenSchema } from "./rest-answers.ts";

/** What a webhook can be told of: every event that is kept, each as it happened. */
export const webhookEvents = durableEvents.filter((event) => event !== "room.changed");
export const webhookEventSchema = z.enum(webhookEvents);

export const incomingWebhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The bot that says what is posted. */
  botId: idSchema,
  createdBy: idSchema,
  createdAt: timestampSchema,
  lastUsedAt: z.optional(timestampSchema),
});
export type IncomingWebhook = z.infer<typeof incomingWebhookSchema>;

/** A room as a link to it needs it. */
const namedRoomSchema = z.object({ roomId: idSchema, slug: z.string(), name: z.string() });
export type NamedRoom = z.infer<typeof namedRoomSchema>;

export const placedWebhookSchema = z.extend(incomingWebhookSchema, { room: namedRoomSchema });
export type PlacedWebhook = z.infer<typeof placedWebhookSchema>;

/** `disabledReason`: why it was switched off; `gone` and `overflow` it did by itself. */
export const disabledReasonSchema = z.enum(["admin", "gone", "overflow"]);
export type DisabledReason = z.infer<typeof disabledReasonSchema>;

export const outgoingWebhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  /** Absent: every public room of the workspace. */
  roomId: z.optional(idSchema),
  events: z.array(webhookEventSchema),
  createdBy: idSchema,
  createdAt: timestampSchema,
  disabledAt: z.optional(timestampSchema),
  disabledReason: z.optional(disabledReasonSchema),
  /** Deliveries on their way, and those that ran out of tries. */
  waiting: z.int(),
  dead: z.int(),
});
export type OutgoingWebhook = z.infer<typeof outgoingWebhookSchema>;

export const trySchema = z.object({
  at: timestampSchema,
  error: z.string(),
  /** The HTTP status, where there was an answer. */
  status: z.optional(z.int()),
  /** How long it took, in milliseconds. */
  ms: z.number(),
});
export type Try = z.infer<typeof trySchema>;

export const deadLetterSchema = z.object({
  id: idSchema,
  /** An event of a room, or an operator's route (`$disconnect`). */
  event: z.string(),
  /** Absent: an operator's route, which the routes file names. `url`: only its origin where the asker may not see the room. */
  webhook: z.optional(z.object({ id: idSchema, name: z.string(), url: z.string() })),
  /** Absent where the asker may not see the room. */
  roomId: z.optional(idSchema),
  seq: z.optional(seqSchema),
  tries: z.int(),
  /** What the last try failed with; without the words of an answer where the asker may not see all that was sent. */
  error: z.string(),
  createdAt: timestampSchema,
  diedAt: timestampSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const inspectedDeadLetterSchema = z.extend(deadLetterSchema, {
  /** The body as it would be posted; absent where the asker may not see the room that it tells of. */
  payload: z.optional(z.unknown()),
  /** The latest tries, at most 20, oldest first. */
  history: z.array(trySchema),
});
export type InspectedDeadLetter = z.infer<typeof inspectedDeadLetterSchema>;

const nothing = z.null();

export const integrationAnswers = {
  "bots.create": { method: "POST", path: "/bots", answer: z.object({ user: userSchema }) },
  "bots.list": { method: "GET", path: "/bots", answer: z.object({ bots: z.array(userSchema) }) },
  "bots.update": { method: "PATCH", path: "/bots/{id}", answer: z.object({ user: userSchema }) },
  "botTokens.create": {
    method: "POST",
    path: "/bots/{id}/tokens",
    answer: z.object({ id: idSchema, token: z.string() }),
  },
  "botTokens.list": { method: "GET", path: "/bots/{id}/tokens", answer: z.object({ tokens: z.array(tokenSchema) }) },
  "botTokens.delete": { method: "DELETE", path: "/bots/{id}/tokens/{tokenId}", answer: nothing },
  "botRooms.list": {
    method: "GET",
    path: "/bots/{id}/rooms",
    answer: z.object({ rooms: z.array(namedRoomSchema) }),
  },
  "incomingWebhooks.everywhere": {
    method: "GET",
    path: "/incoming-webhooks",
    answer: z.object({ webhooks: z.array(placedWebhookSchema) }),
  },
  "incomingWebhooks.create": {
    method: "POST",
    path: "/rooms/{room}/webhooks",
    answer: z.object({ id: idSchema, url: z.string() }),
  },
  "incomingWebhooks.list": {
    method: "GET",
    path: "/rooms/{room}/webhooks",
    answer: z.object({ webhooks: z.array(incomingWebhookSchema) }),
  },
  "incomingWebhooks.delete": { method: "DELETE", path: "/rooms/{room}/webhooks/{id}", answer: nothing },
  "outgoingWebhooks.create": {
    method: "POST",
    path: "/outgoing-webhooks",
    answer: z.object({ webhook: outgoingWebhookSchema, secret: z.string() }),
  },
  "outgoingWebhooks.list": {
    method: "GET",
    path: "/outgoing-webhooks",
    answer: z.object({ webhooks: z.array(outgoingWebhookSchema) }),
  },
  "outgoingWebhooks.update": {
    method: "PATCH",
    path: "/outgoing-webhooks/{id}",
    answer: z.object({ webhook: outgoingWebhookSchema }),
  },
  "outgoingWebhooks.delete": { method: "DELETE", path: "/outgoing-webhooks/{id}", answer: nothing },
  "deadLetters.list": {
    method: "GET",
    path: "/dead-letters",
    answer: z.object({
      deadLetters: z.array(deadLetterSchema),
      /** Of the page that follows: to be given as `before`; absent at the end. */
      next: z.optional(z.string()),
    }),
  },
  "deadLetters.get": {
    method: "GET",
    path: "/dead-letters/{id}",
    answer: z.object({ deadLetter: inspectedDeadLetterSchema }),
  },
  "deadLetters.replay": { method: "POST", path: "/dead-letters/{id}/replay", answer: nothing },
  "deadLetters.delete": { method: "DELETE", path: "/dead-letters/{id}", answer: nothing },
} as const;

/** The REST routes of bots, webhooks and dead letters: the server's half of integrations.ts. */
import * as z from "zod/mini";
import { roomRefSchema } from "./entities.ts";
import { integrationAnswers as answers, webhookEventSchema } from "./integrations.ts";
import { nameSchema, placeSchema, type Route } from "./rest-fields.ts";

const urlSchema = z.string().check(
  z.trim(),
  z.maxLength(2000, "at most 2000 characters"),
  z.refine((text) => {
    const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
    return url !== null && url.username === "" && url.password === "";
  }, "must be an http or https address without a user name"),
);
const eventsSchema = z.array(webhookEventSchema).check(z.minLength(1, "choose at least one event"), z.maxLength(50));

export const integrationRoutes = {
  "bots.create": {
    ...answers["bots.create"],
    summary: "Make a bot (admins)",
    auth: "identity",
    body: z.object({ name: nameSchema, role: z._default(z.enum(["member", "guest"]), "member") }),
    status: 201,
  },
  "bots.list": {
    ...answers["bots.list"],
    summary: "The bots of the workspace (admins)",
    auth: "identity",
    status: 200,
  },
  "bots.update": {
    ...answers["bots.update"],
    summary: "Rename a bot, deactivate it or let it in again (admins)",
    auth: "identity",
    body: z.object({ name: z.optional(nameSchema), deactivated: z.optional(z.boolean()) }),
    status: 200,
  },
  "botTokens.create": {
    ...answers["botTokens.create"],
    summary: "Make a bot's access token; it is shown once (admins)",
    auth: "identityOrBasic",
    body: z.object({ name: nameSchema }),
    status: 201,
  },
  "botTokens.list": {
    ...answers["botTokens.list"],
    summary: "A bot's access tokens, without secrets (admins)",
    auth: "identityOrBasic",
    status: 200,
  },
  "botTokens.delete": {
    ...answers["botTokens.delete"],
    summary: "Revoke a bot's access token (admins)",
    auth: "identityOrBasic",
    status: 204,
  },
  "botRooms.list": {
    ...answers["botRooms.list"],
    summary: "The rooms that a bot is in, but for those that one may not see (admins)",
    auth: "identity",
    status: 200,
  },
  "incomingWebhooks.everywhere": {
    ...answers["incomingWebhooks.everywhere"],
    summary: "Incoming webhooks, without their addresses, but for those of rooms that one may not see (admins)",
    auth: "identity",
    status: 200,
  },
  "incomingWebhooks.create": {
    ...answers["incomingWebhooks.create"],
    summary: "Make a secret address that other programs post to; it is shown once",
    auth: "identity",
    body: z.object({ name: nameSchema }),
    status: 201,
  },
  "incomingWebhooks.list": {
    ...answers["incomingWebhooks.list"],
    summary: "A room's incoming webhooks, without their addresses",
    auth: "identity",
    status: 200,
  },
  "incomingWebhooks.delete": {
    ...answers["incomingWebhooks.delete"],
    summary: "End an incoming webhook; its bot leaves the room",
    auth: "identity",
    status: 204,
  },
  "outgoingWebhooks.create": {
    ...answers["outgoingWebhooks.create"],
    summary: "Have the events of a room, or of every public room, posted to an address (admins)",
    auth: "identity",
    body: z.object({ name: nameSchema, url: urlSchema, events: eventsSchema, room: z.optional(roomRefSchema) }),
    status: 201,
  },
  "outgoingWebhooks.list": {
    ...answers["outgoingWebhooks.list"],
    summary: "Outgoing webhooks, but for those of rooms that one may not see (admins)",
    auth: "identity",
    status: 200,
  },
  "outgoingWebhooks.update": {
    ...answers["outgoingWebhooks.update"],
    summary: "Change an outgoing webhook, switch it off or on (admins)",
    auth: "identity",
    body: z.object({
      name: z.optional(nameSchema),
      url: z.optional(urlSchema),
      events: z.optional(eventsSchema),
      disabled: z.optional(z.boolean()),
    }),
    status: 200,
  },
  "outgoingWebhooks.delete": {
    ...answers["outgoingWebhooks.delete"],
    summary: "Remove an outgoing webhook, and with it what waits for it and its dead letters (admins)",
    auth: "identity",
    status: 204,
  },
  "deadLetters.list": {
    ...answers["deadLetters.list"],
    summary: "What ran out of tries, newest first (admins)",
    auth: "identity",
    query: z.object({
      before: z.optional(placeSchema),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
    }),
    status: 200,
  },
  "deadLetters.get": {
    ...answers["deadLetters.get"],
    summary: "A dead letter with its body and its tries (admins)",
    auth: "identity",
    status: 200,
  },
  "deadLetters.replay": {
    ...answers["deadLetters.replay"],
    summary: "Deliver a dead letter again, as if it were new (admins)",
    auth: "identity",
    status: 204,
  },
  "deadLetters.delete": {
    ...answers["deadLetters.delete"],
    summary: "Discard a dead letter (admins)",
    auth: "identity",
    status: 204,
  },
} as const satisfies Record<keyof typeof answers, Route>;

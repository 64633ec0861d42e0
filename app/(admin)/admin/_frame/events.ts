import type { MessageKey } from "#app/_text/translator.ts";
import type { webhookEvents } from "#contract/integrations.ts";

export type WebhookEvent = (typeof webhookEvents)[number];

/** What a webhook can be told of, as people call it. */
export const eventNames = {
  "message.created": "admin.events.messageCreated",
  "message.edited": "admin.events.messageEdited",
  "message.deleted": "admin.events.messageDeleted",
  "reaction.added": "admin.events.reactionAdded",
  "reaction.removed": "admin.events.reactionRemoved",
  "member.joined": "admin.events.memberJoined",
  "member.left": "admin.events.memberLeft",
  "member.updated": "admin.events.memberUpdated",
  "room.created": "admin.events.roomCreated",
  "room.updated": "admin.events.roomUpdated",
  "room.archived": "admin.events.roomArchived",
} as const satisfies Record<WebhookEvent, MessageKey>;

export const isWebhookEvent = (event: string): event is WebhookEvent => Object.hasOwn(eventNames, event);
export const eventList = Object.keys(eventNames).filter(isWebhookEvent);

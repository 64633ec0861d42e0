/** What a server tells a client without being asked, and the payload of each event. */
import * as z from "zod/mini";
import { statesSchema } from "./commands.ts";
import {
  idSchema,
  myRoomSchema,
  preferencesSchema,
  presenceSchema,
  seqSchema,
  timestampSchema,
  userSchema,
} from "./entities.ts";
import { limitsSchema } from "./limits-schema.ts";
import { measuredSchema } from "./measured.ts";

/** Numbered, kept, and made good after a gap. */
export const durableEvents = [
  "message.created",
  "message.edited",
  "message.deleted",
  "reaction.added",
  "reaction.removed",
  "member.joined",
  "member.left",
  "member.updated",
  "room.created",
  "room.updated",
  "room.archived",
  "room.changed",
] as const;
export type DurableEvent = (typeof durableEvents)[number];

export const helloSchema = z.object({
  connectionId: z.string(),
  node: z.string(),
  user: userSchema,
  heartbeatMs: z.number(),
  limits: limitsSchema,
  epoch: z.string(),
  rooms: z.array(z.object({ roomId: idSchema, slug: z.string(), head: seqSchema })),
  presence: z.record(z.string(), presenceSchema),
  serverTime: timestampSchema,
});
export type Hello = z.infer<typeof helloSchema>;

export const closingSchema = z.object({
  code: z.number(),
  reason: z.string(),
  reconnect: z.boolean(),
  afterMs: z.optional(z.number()),
});
export type Closing = z.infer<typeof closingSchema>;

/** Payloads of the events that carry no number. */
export const plainEventSchemas = {
  "room.added": z.object({ room: myRoomSchema, head: seqSchema, seq: seqSchema }),
  "room.removed": z.object({ roomId: idSchema, seq: seqSchema }),
  "read.updated": z.object({ roomId: idSchema, seq: seqSchema }),
  "preferences.updated": z.object({ roomId: idSchema, preferences: preferencesSchema }),
  "user.updated": z.object({ user: userSchema }),
  typing: z.object({ userId: idSchema, typing: z.boolean() }),
  "presence.changed": z.object({ userId: idSchema, status: presenceSchema }),
  hello: helloSchema,
  "session.expiring": z.object({ at: timestampSchema }),
  reconnect: z.object({ afterMs: z.number() }),
  "room.reset": z.object({ roomId: idSchema, head: seqSchema }),
  "server.measured": measuredSchema,
  closing: closingSchema,
} as const;
export type PlainEvent = keyof typeof plainEventSchemas;
export type PlainPayload<E extends PlainEvent> = z.infer<(typeof plainEventSchemas)[E]>;

const durableSchema = z.object({
  v: z.literal(1),
  type: z.literal("event"),
  event: z.enum(durableEvents),
  roomId: idSchema,
  seq: seqSchema,
  /** Absent: `seq` − 1 (SEQ-4). */
  after: z.optional(seqSchema),
  timestamp: timestampSchema,
  actorId: z.optional(idSchema),
  payload: statesSchema,
});
export type DurableEnvelope = z.infer<typeof durableSchema>;

const plain = <E extends PlainEvent>(event: E) =>
  z.object({
    v: z.literal(1),
    type: z.literal("event"),
    event: z.literal(event),
    roomId: z.optional(idSchema),
    timestamp: timestampSchema,
    payload: plainEventSchemas[event],
  });

const plainSchema = z.discriminatedUnion("event", [
  plain("room.added"),
  plain("room.removed"),
  plain("read.updated"),
  plain("preferences.updated"),
  plain("user.updated"),
  plain("typing"),
  plain("presence.changed"),
  plain("hello"),
  plain("session.expiring"),
  plain("reconnect"),
  plain("room.reset"),
  plain("server.measured"),
  plain("closing"),
]);
export type PlainEnvelope = z.infer<typeof plainSchema>;

export const eventSchema = z.union([durableSchema, plainSchema]);
export type EventEnvelope = z.infer<typeof eventSchema>;

export const isDurable = (event: EventEnvelope): event is DurableEnvelope => "seq" in event;

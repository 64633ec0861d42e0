/** The things that a room is made of, as every transport and REST carry them. */
import * as z from "zod/mini";

/** A UUID of whatever version, as PostgreSQL takes it. */
export const idSchema = z.guid();
export const isId = (text: string): boolean => idSchema.safeParse(text).success;
export const seqSchema = z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER));
/**
 * zod's own ISO 8601 with any offset. `z.iso` is a namespace within a namespace, which Turbopack keeps whole, and with it
 * every schema that zod knows: 5 kB of gzip in every browser.
 */
const dateTime =
  /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|([+-](?:[01]\d|2[0-3]):[0-5]\d)))$/;
export const timestampSchema = z.stringFormat("datetime", dateTime);
/** A room as a client names it: its id or its slug. */
export const roomRefSchema = z.string().check(z.minLength(1), z.maxLength(80));
export const slugSchema = z.string().check(
  z.minLength(1),
  z.maxLength(60),
  z.regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "lower-case letters, digits and single dashes"),
  // Where a room is named, it would be taken for another's id.
  z.refine((slug) => !isId(slug), "must not look like an id"),
);

const roomKinds = ["public", "private", "direct"] as const;
const histories = ["all", "joining"] as const;
export const roomRoles = ["owner", "moderator", "member"] as const;
export const userRoles = ["owner", "admin", "member", "guest"] as const;
const notifyLevels = ["all", "mentions", "nothing"] as const;
const presenceStatuses = ["online", "away", "dnd"] as const;

export const roomKindSchema = z.enum(roomKinds);
export const historySchema = z.enum(histories);
export const roomRoleSchema = z.enum(roomRoles);
export const userRoleSchema = z.enum(userRoles);
export const presenceStatusSchema = z.enum(presenceStatuses);
/** What others see: the chosen status, or that nobody is connected. */
export const presenceSchema = z.enum([...presenceStatuses, "offline"]);

export type RoomKind = z.infer<typeof roomKindSchema>;
export type History = z.infer<typeof historySchema>;
export type RoomRole = z.infer<typeof roomRoleSchema>;
export type UserRole = z.infer<typeof userRoleSchema>;
export type PresenceStatus = z.infer<typeof presenceStatusSchema>;
export type Presence = z.infer<typeof presenceSchema>;

const reactionSchema = z.object({
  emoji: z.string(),
  count: z.int(),
  userIds: z.array(idSchema),
});
export type Reaction = z.infer<typeof reactionSchema>;

/** Uploads fill this in later; its shape may only grow. */
export const attachmentSchema = z.looseObject({ id: z.string(), name: z.string() });
export type Attachment = z.infer<typeof attachmentSchema>;

/** Named by (roomId, seq). A deleted message stays, with `deletedAt` and an empty text (SEQ-6). */
export const messageSchema = z.object({
  roomId: idSchema,
  seq: seqSchema,
  changedSeq: seqSchema,
  authorId: idSchema,
  text: z.string(),
  requestId: z.string(),
  threadSeq: z.optional(seqSchema),
  replyCount: z.int(),
  reactions: z.array(reactionSchema),
  mentions: z.array(idSchema),
  attachments: z.array(attachmentSchema),
  createdAt: timestampSchema,
  editedAt: z.optional(timestampSchema),
  deletedAt: z.optional(timestampSchema),
});
export type Message = z.infer<typeof messageSchema>;

/** Someone's right to a room. Who left stays, with `leftAt` (SEQ-6). */
export const memberSchema = z.object({
  roomId: idSchema,
  userId: idSchema,
  role: roomRoleSchema,
  changedSeq: seqSchema,
  joinedSeq: seqSchema,
  leftSeq: z.optional(seqSchema),
  leftAt: z.optional(timestampSchema),
});
export type Member = z.infer<typeof memberSchema>;

/** A room's header, the same for everyone. A direct room's `name` and `slug` are empty: people are its name. */
export const roomSchema = z.object({
  roomId: idSchema,
  slug: z.string(),
  name: z.string(),
  topic: z.string(),
  kind: roomKindSchema,
  history: historySchema,
  archivedAt: z.optional(timestampSchema),
  createdAt: z.optional(timestampSchema),
  /** Whoever made it; unknown of a room that is older than this field. */
  createdBy: z.optional(idSchema),
  head: seqSchema,
  changedSeq: seqSchema,
});
export type Room = z.infer<typeof roomSchema>;

export const notifyLevelSchema = z.enum(notifyLevels);
export type NotifyLevel = z.infer<typeof notifyLevelSchema>;

/** What a person wants of a room, on all their devices. A muted room does not stand out; a favourite stands first. */
export const preferencesSchema = z.object({
  notify: notifyLevelSchema,
  muted: z.boolean(),
  favourite: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** A room as its asker sees it. `unread` and `mentions` count up to `maxUnread`. */
export const myRoomSchema = z.extend(roomSchema, {
  lastReadSeq: z.optional(seqSchema),
  unread: z.optional(z.int()),
  mentions: z.optional(z.int()),
  joinedSeq: z.optional(seqSchema),
  /** Of a direct room: who is in it, oneself included. */
  memberIds: z.optional(z.array(idSchema)),
  /** Absent in a room that one is not in. */
  preferences: z.optional(preferencesSchema),
});
export type MyRoom = z.infer<typeof myRoomSchema>;

export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** A path of this server; another picture has another one. */
  avatarUrl: z.optional(z.string()),
  bot: z.boolean(),
  role: userRoleSchema,
  deactivatedAt: z.optional(timestampSchema),
});
export type User = z.infer<typeof userSchema>;

export const workspaceSchema = z.object({ id: idSchema, slug: z.string(), name: z.string() });
export type Workspace = z.infer<typeof workspaceSchema>;

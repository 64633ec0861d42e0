/** What a client may ask for, and the payload of each action. */
import * as z from "zod/mini";
import type { Action } from "./actions.ts";
import {
  attachmentSchema,
  idSchema,
  memberSchema,
  messageSchema,
  preferencesSchema,
  presenceStatusSchema,
  roomSchema,
  seqSchema,
  timestampSchema,
  userSchema,
} from "./entities.ts";
import { defaultLimits } from "./limits.ts";
import { watchedSchema } from "./measured.ts";

/** 1 to 8,000 UTF-16 units; PostgreSQL stores no NUL, and a lone surrogate is no text. */
export const textSchema = z.string().check(
  z.minLength(1),
  z.maxLength(defaultLimits.textLength),
  // zod counts code points.
  z.refine((text) => text.length <= defaultLimits.textLength, "must have at most 8,000 UTF-16 units"),
  z.refine((text) => !text.includes("\u0000"), "must not contain a NUL character"),
  z.refine((text) => text.isWellFormed(), "must be well-formed Unicode"),
  z.refine((text) => text.trim().length > 0, "must not be only white space"),
);

/** One pictogram with its sequences, skin tones and flags, or the short name of one, as in `:tada:`. */
const isEmoji = (text: string): boolean => {
  if (/^:?[a-z0-9_+-]{1,40}:?$/i.test(text)) return true;
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)];
  return graphemes.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(text);
};

export const emojiSchema = z.string().check(
  z.minLength(1),
  z.maxLength(64),
  z.refine((text) => text.isWellFormed() && isEmoji(text), "must be one emoji, or the short name of one"),
);

export const syncPayloadSchema = z.object({
  epoch: z.optional(z.string().check(z.maxLength(100))),
  cursors: z._default(z.record(z.string().check(z.maxLength(80)), seqSchema), {}),
  usersSince: z.optional(timestampSchema),
});

export const payloadSchemas = {
  sync: syncPayloadSchema,
  ping: z.object({}),
  extendSession: z.object({ ticket: z.string().check(z.minLength(1), z.maxLength(4096)) }),
  joinRoom: z.object({}),
  leaveRoom: z.object({}),
  sendMessage: z.object({
    text: textSchema,
    threadSeq: z.optional(seqSchema),
    attachments: z.optional(z.array(attachmentSchema).check(z.maxLength(10))),
  }),
  editMessage: z.object({ seq: seqSchema, text: textSchema }),
  deleteMessage: z.object({ seq: seqSchema }),
  addReaction: z.object({ seq: seqSchema, emoji: emojiSchema }),
  removeReaction: z.object({ seq: seqSchema, emoji: emojiSchema }),
  markRead: z.object({ seq: seqSchema, unread: z.optional(z.boolean()) }),
  setTyping: z.object({ typing: z.boolean() }),
  setPresence: z.object({ status: presenceStatusSchema }),
  watchServer: z.object({}),
} as const satisfies Record<Action, z.ZodMiniType>;

export type Payload<A extends Action> = z.infer<(typeof payloadSchemas)[A]>;

export const isAction = (action: string): action is Action => Object.hasOwn(payloadSchemas, action);

/** The state of every entity that changed in a range of seqs; what may not be seen is absent (SEQ-7). */
export const statesSchema = z.object({
  room: z.optional(roomSchema),
  members: z.optional(z.array(memberSchema)),
  messages: z.optional(z.array(messageSchema)),
});
export type States = z.infer<typeof statesSchema>;

export const syncRoomSchema = z.object({
  roomId: idSchema,
  status: z.enum(["reset", "current", "caughtUp", "later"]),
  head: seqSchema,
  payload: z.optional(statesSchema),
});
export type SyncRoom = z.infer<typeof syncRoomSchema>;

export const syncResultSchema = z.object({
  epoch: z.string(),
  rooms: z.array(syncRoomSchema),
  removed: z.array(z.object({ roomId: idSchema, seq: seqSchema })),
  read: z.record(z.string(), seqSchema),
  /** Of the caller's rooms, those that have other preferences than the default. */
  preferences: z.optional(z.record(z.string(), preferencesSchema)),
  users: z.optional(z.array(userSchema)),
  /** Give it back as `usersSince`. */
  at: timestampSchema,
});
export type SyncResult = z.infer<typeof syncResultSchema>;

/** What a change of a room answers: the number that it took (the entity's `changedSeq` where it changed nothing). */
export const changedSchema = z.object({ roomId: idSchema, seq: seqSchema, timestamp: timestampSchema });
export type Changed = z.infer<typeof changedSchema>;

export const pongSchema = z.object({ serverTime: timestampSchema });
export const sessionExtendedSchema = z.object({ expiresAt: z.nullable(timestampSchema) });
const emptySchema = z.object({});

/** The payload of a successful reply, by action. */
export const resultSchemas = {
  sync: syncResultSchema,
  ping: pongSchema,
  extendSession: sessionExtendedSchema,
  joinRoom: changedSchema,
  leaveRoom: changedSchema,
  sendMessage: changedSchema,
  editMessage: changedSchema,
  deleteMessage: changedSchema,
  addReaction: changedSchema,
  removeReaction: changedSchema,
  markRead: changedSchema,
  setTyping: emptySchema,
  setPresence: emptySchema,
  watchServer: watchedSchema,
} as const satisfies Record<Action, z.ZodMiniType>;
export type Result<A extends Action> = z.infer<(typeof resultSchemas)[A]>;

export { type Action, actionTable } from "./actions.ts";

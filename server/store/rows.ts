/** From rows to the contract's entities; the one place where a bigint becomes a number. */
import { defaultPreferences } from "#contract/default-preferences.ts";
import type {
  Attachment,
  History,
  Member,
  Message,
  NotifyLevel,
  Preferences,
  Reaction,
  Room,
  RoomKind,
  RoomRole,
  User,
  UserRole,
} from "#contract/entities.ts";

export type MessageRow = {
  room_id: string;
  seq: string;
  changed_seq: string;
  author_id: string;
  text: string;
  request_id: string;
  thread_seq: string | null;
  reply_count: number;
  mentions: string[];
  attachments: Attachment[];
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  reactions: Reaction[] | null;
};

/** Of messages `x`. Reactions stand in the order of their first use, each with at most 50 people (maxReactionUserIds). */
export const messageColumns = `x.room_id, x.seq, x.changed_seq, x.author_id, x.text, x.request_id, x.thread_seq, x.reply_count,
  x.mentions, x.attachments, x.created_at, x.edited_at, x.deleted_at,
  (SELECT json_agg(json_build_object('emoji', e.emoji, 'count', e.count, 'userIds', e.user_ids) ORDER BY e.first_at, e.emoji)
   FROM (SELECT emoji, count(*) AS count, min(created_at) AS first_at,
           (array_agg(user_id ORDER BY created_at, user_id))[1:50] AS user_ids
         FROM reactions WHERE room_id = x.room_id AND seq = x.seq GROUP BY emoji) e) AS reactions`;

export const toMessage = (row: MessageRow): Message => ({
  roomId: row.room_id,
  seq: Number(row.seq),
  changedSeq: Number(row.changed_seq),
  authorId: row.author_id,
  text: row.text,
  requestId: row.request_id,
  ...(row.thread_seq !== null && { threadSeq: Number(row.thread_seq) }),
  replyCount: row.reply_count,
  reactions: row.reactions ?? [],
  mentions: row.mentions,
  attachments: row.attachments,
  createdAt: row.created_at.toISOString(),
  ...(row.edited_at && { editedAt: row.edited_at.toISOString() }),
  ...(row.deleted_at && { deletedAt: row.deleted_at.toISOString() }),
});

export type MemberRow = {
  room_id: string;
  user_id: string;
  role: RoomRole;
  changed_seq: string;
  joined_seq: string;
  left_seq: string | null;
  left_at: Date | null;
};

/** Of memberships `m`. */
export const memberColumns = "m.room_id, m.user_id, m.role, m.changed_seq, m.joined_seq, m.left_seq, m.left_at";

export const toMember = (row: MemberRow): Member => ({
  roomId: row.room_id,
  userId: row.user_id,
  role: row.role,
  changedSeq: Number(row.changed_seq),
  joinedSeq: Number(row.joined_seq),
  ...(row.left_seq !== null && { leftSeq: Number(row.left_seq) }),
  ...(row.left_at && { leftAt: row.left_at.toISOString() }),
});

export type RoomRow = {
  id: string;
  slug: string | null;
  name: string;
  topic: string;
  kind: RoomKind;
  history: History;
  archived_at: Date | null;
  created_at: Date;
  created_by_id: string | null;
  head: string;
  changed_seq: string;
};

/** Of rooms `r`. */
export const roomColumns =
  "r.id, r.slug, r.name, r.topic, r.kind, r.history, r.archived_at, r.created_at, r.created_by_id, r.head, r.changed_seq";

export const toRoom = (row: RoomRow): Room => ({
  roomId: row.id,
  slug: row.slug ?? "",
  name: row.name,
  topic: row.topic,
  kind: row.kind,
  history: row.history,
  ...(row.archived_at && { archivedAt: row.archived_at.toISOString() }),
  createdAt: row.created_at.toISOString(),
  ...(row.created_by_id !== null && { createdBy: row.created_by_id }),
  head: Number(row.head),
  changedSeq: Number(row.changed_seq),
});

export type PreferencesRow = { notify: NotifyLevel | null; muted: boolean; favourite: boolean };

/** Of memberships `m`. */
export const preferencesColumns = "m.notify, m.muted, m.favourite";

export const toPreferences = (kind: RoomKind, { notify, muted, favourite }: PreferencesRow): Preferences => ({
  notify: notify ?? defaultPreferences(kind).notify,
  muted,
  favourite,
});

export type UserRow = {
  id: string;
  name: string;
  avatar_url: string | null;
  bot: boolean;
  role: UserRole;
  deactivated_at: Date | null;
};

/** Of users `u`. */
export const userColumns = "u.id, u.name, u.avatar_url, u.bot, u.role, u.deactivated_at";

export const toUser = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  ...(row.avatar_url !== null && { avatarUrl: row.avatar_url }),
  bot: row.bot,
  role: row.role,
  ...(row.deactivated_at && { deactivatedAt: row.deactivated_at.toISOString() }),
});

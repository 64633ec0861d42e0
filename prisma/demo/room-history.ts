/** A room's life, change by change, under the rules of the real one: each takes the next number (SEQ-1). */
import { mentionsOf } from "#server/domain/messages/mentions.ts";
import type { Random } from "./random.ts";

export type MessageRow = {
  room_id: string;
  seq: number;
  changed_seq: number;
  author_id: string;
  text: string;
  request_id: string;
  thread_seq: number | null;
  reply_count: number;
  mentions: string[];
  attachments: never[];
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
};
type ReactionRow = { room_id: string; seq: number; emoji: string; user_id: string; created_at: Date };
type MembershipRow = {
  room_id: string;
  user_id: string;
  role: "owner" | "member";
  changed_seq: number;
  joined_seq: number;
  last_read_seq: number;
};

export class RoomHistory {
  readonly roomId: string;
  readonly messages: MessageRow[] = [];
  readonly members: MembershipRow[] = [];
  reactions: ReactionRow[] = [];
  /** Of the header. */
  changedSeq = 1;
  /** The room's creation is its first change. */
  head = 1;
  readonly #random: Random;

  constructor(random: Random, roomId: string) {
    this.#random = random;
    this.roomId = roomId;
  }

  /** Among those who were there from the beginning. */
  begin(userId: string, role: "owner" | "member"): void {
    this.#member(userId, role, 1);
  }

  join(userId: string): void {
    this.head += 1;
    this.#member(userId, "member", this.head);
  }

  changeHeader(): void {
    this.head += 1;
    this.changedSeq = this.head;
  }

  say(authorId: string, text: string, at: Date, thread?: MessageRow): MessageRow {
    this.head += 1;
    const message: MessageRow = {
      room_id: this.roomId,
      seq: this.head,
      changed_seq: this.head,
      author_id: authorId,
      text,
      request_id: this.#random.id(at),
      thread_seq: thread?.seq ?? null,
      reply_count: 0,
      mentions: mentionsOf(text),
      attachments: [],
      created_at: at,
      edited_at: null,
      deleted_at: null,
    };
    if (thread) {
      thread.reply_count += 1;
      thread.changed_seq = this.head;
    }
    this.messages.push(message);
    return message;
  }

  react(message: MessageRow, userId: string, emoji: string, at: Date): void {
    message.changed_seq = this.#change();
    this.reactions.push({ room_id: this.roomId, seq: message.seq, emoji, user_id: userId, created_at: at });
  }

  edit(message: MessageRow, text: string, at: Date): void {
    Object.assign(message, { text, mentions: mentionsOf(text), edited_at: at, changed_seq: this.#change() });
  }

  remove(message: MessageRow, at: Date): void {
    Object.assign(message, { text: "", mentions: [], deleted_at: at, changed_seq: this.#change() });
    this.reactions = this.reactions.filter(({ seq }) => seq !== message.seq);
  }

  /** Everyone has read nearly everything; some stopped a few messages ago. */
  leaveUnread(): void {
    for (const member of this.members) {
      const behind = this.#random.next() < 0.5 ? 0 : this.#random.whole(1, 9);
      const stopped = this.messages.at(-1 - behind);
      member.last_read_seq = behind === 0 || !stopped ? this.head : Math.max(stopped.seq, member.joined_seq);
    }
  }

  #change(): number {
    this.head += 1;
    return this.head;
  }

  #member(userId: string, role: "owner" | "member", seq: number): void {
    this.members.push({
      room_id: this.roomId,
      user_id: userId,
      role,
      changed_seq: seq,
      joined_seq: seq,
      last_read_seq: seq,
    });
  }
}

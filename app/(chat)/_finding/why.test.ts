import { expect, test } from "vitest";
import type { Message } from "#contract/entities.ts";
import { whyUnread } from "./why.ts";

const message = (seq: number, authorId: string, more: Partial<Message> = {}): Message => ({
  roomId: "room",
  seq,
  changedSeq: seq,
  authorId,
  text: `message ${seq}`,
  requestId: `request-${seq}`,
  replyCount: 0,
  reactions: [],
  mentions: [],
  attachments: [],
  createdAt: "2026-11-22T10:00:00.000Z",
  ...more,
});

test("the answer names the first unread message, its authors, and where reading stopped", () => {
  const messages = [
    message(3, "ana"),
    message(5, "me"),
    message(6, "ben"),
    message(7, "ana", { deletedAt: "2026-11-22T10:00:00.000Z" }),
    message(8, "ana"),
    message(9, "ben"),
  ];
  const why = whyUnread({ unread: 3, mentions: 1, lastReadSeq: 4, me: "me", messages });
  expect(why).toMatchObject({ count: 3, more: false, mentions: 1, complete: true, mine: 1, deleted: 1 });
  expect(why.first?.seq).toBe(6);
  expect(why.authors).toEqual(["ben", "ana"]);
  expect(why.readUpTo?.seq).toBe(3);
});

test("a count at its limit, or beyond what was looked at, does not pretend to know all", () => {
  const why = whyUnread({ unread: 1000, mentions: 0, lastReadSeq: 0, me: "me", messages: [message(2, "ana")] });
  expect(why).toMatchObject({ more: true, complete: false, readUpTo: null });
});

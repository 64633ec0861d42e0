import { describe, expect, test } from "vitest";
import type { OutboxEntry } from "#client/public.ts";
import type { Message } from "#contract/entities.ts";
import { rowsOf } from "./rows.ts";

const me = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";
const roomId = "33333333-3333-4333-8333-333333333333";
const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const minute = 60_000;

const message = (seq: number, authorId: string, at: number, extra: Partial<Message> = {}): Message => ({
  roomId,
  seq,
  changedSeq: seq,
  authorId,
  text: `message ${seq}`,
  requestId: `req-${seq}`,
  replyCount: 0,
  reactions: [],
  mentions: [],
  attachments: [],
  createdAt: new Date(at).toISOString(),
  ...extra,
});
const entry = (requestId: string, createdAt: number): OutboxEntry => ({
  requestId,
  roomId,
  text: "waiting",
  createdAt,
  status: "queued",
});
const show = (input: Partial<Parameters<typeof rowsOf>[0]>) =>
  rowsOf({ messages: [], outbox: [], me, readUpTo: null, ...input }).map((row) =>
    row.kind === "message" || row.kind === "pending"
      ? `${row.kind} ${row.kind === "message" ? row.message.seq : row.entry.requestId}${row.lead ? " lead" : ""}`
      : row.kind,
  );

describe("lines of a conversation", () => {
  test("one author within five minutes is one group; a pause, another author or another day begins the next", () => {
    const messages = [
      message(1, other, noon),
      message(2, other, noon + 4 * minute),
      message(3, me, noon + 5 * minute),
      message(4, me, noon + 11 * minute),
      message(5, me, noon + 24 * 60 * minute),
    ];
    expect(show({ messages })).toEqual([
      "day",
      "message 1 lead",
      "message 2",
      "message 3 lead",
      "message 4 lead",
      "day",
      "message 5 lead",
    ]);
  });

  test("a message whose clock was behind opens no second yesterday", () => {
    const messages = [message(1, other, noon), message(2, other, noon - 24 * 60 * minute), message(3, other, noon)];
    expect(show({ messages }).filter((line) => line === "day")).toHaveLength(1);
  });

  test("the line of what is new stands before the first undeleted message of others after the last that was read", () => {
    const messages = [
      message(1, other, noon),
      message(2, me, noon),
      message(3, other, noon, { deletedAt: new Date(noon).toISOString(), text: "" }),
      message(4, other, noon),
      message(5, other, noon),
    ];
    expect(show({ messages, readUpTo: 1 })).toEqual([
      "day",
      "message 1 lead",
      "message 2 lead",
      "message 3 lead",
      "new",
      "message 4 lead",
      "message 5",
    ]);
  });

  test("no line stands where what is new may begin before all that is loaded", () => {
    const messages = [message(41, other, noon), message(42, other, noon)];
    expect(show({ messages, readUpTo: 9, hasBefore: true })).not.toContain("new");
    expect(show({ messages, readUpTo: 9, hasBefore: false })).toContain("new");
    expect(show({ messages, readUpTo: 41, hasBefore: true })).toContain("new");
  });

  test("the line of a message that did not change is the very same, so that it renders nothing", () => {
    const messages = [message(1, other, noon), message(2, me, noon)];
    const before = rowsOf({ messages, outbox: [], me, readUpTo: null });
    const after = rowsOf({ messages: [...messages, message(3, other, noon)], outbox: [], me, readUpTo: null });
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });

  test("a message that is committed and still in the outbox shows once", () => {
    const messages = [message(7, me, noon, { requestId: "mine" })];
    expect(show({ messages, outbox: [entry("mine", noon), entry("next", noon)] })).toEqual([
      "day",
      "message 7 lead",
      "pending next",
    ]);
  });

  test("a message keeps its key when it is committed, so that its line is not made anew", () => {
    const before = rowsOf({ messages: [], outbox: [entry("mine", noon)], me, readUpTo: null }).at(-1);
    const after = rowsOf({
      messages: [message(7, me, noon, { requestId: "mine" })],
      outbox: [],
      me,
      readUpTo: null,
    }).at(-1);
    expect(after?.key).toBe(before?.key);
  });
});

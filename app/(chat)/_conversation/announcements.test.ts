import { expect, test } from "vitest";
import { fakeClock } from "#client/testing/fake-clock.ts";
import type { Message } from "#contract/entities.ts";
import { createAnnouncements, tellEveryMs } from "./announcements.ts";

const me = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";

const message = (seq: number, authorId = other): Message => ({
  roomId: "33333333-3333-4333-8333-333333333333",
  seq,
  changedSeq: seq,
  authorId,
  text: `message ${seq}`,
  requestId: `req-${seq}`,
  replyCount: 0,
  reactions: [],
  mentions: [],
  attachments: [],
  createdAt: "2026-11-20T12:00:00Z",
});

function listener() {
  const clock = fakeClock();
  const told: (string | number)[] = [];
  const tell = (news: Message | number) => told.push(typeof news === "number" ? news : news.text);
  const all: Message[] = [message(1)];
  const announcements = createAnnouncements(1, { me, clock, tell });
  const come = (...messages: Message[]) => {
    all.push(...messages);
    announcements.see(all);
  };
  return { clock, told, come, announcements };
}

test("one new message is read out, at once", async () => {
  const { clock, told, come } = listener();
  come(message(2));
  await clock.advance(1);
  expect(told).toEqual(["message 2"]);
});

test("a hundred in ten seconds are told in a few sentences, each of which counts every one since the last", async () => {
  const { clock, told, come } = listener();
  for (let seq = 2; seq <= 101; seq += 1) {
    come(message(seq));
    await clock.advance(100);
  }
  await clock.advance(tellEveryMs);
  expect(told.length).toBeLessThanOrEqual(4);
  expect(told[0]).toBe("message 2");
  expect(told.slice(1).reduce((sum: number, news) => sum + Number(news), 0)).toBe(99);
});

test("nobody is told of their own messages, of deleted ones, or twice of the same", async () => {
  const { clock, told, come, announcements } = listener();
  come(message(2, me), { ...message(3), deletedAt: "2026-11-20T12:00:00Z" });
  announcements.see([message(1)]);
  await clock.advance(tellEveryMs);
  expect(told).toEqual([]);
});

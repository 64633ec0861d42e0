import { expect, test } from "vitest";
import type { Message } from "#contract/entities.ts";
import { audit } from "./auditor.ts";

const message = (seq: number, requestId = `key ${seq}`): Message => ({
  roomId: "0193e5b0-0000-7000-8000-000000000000",
  seq,
  changedSeq: seq,
  authorId: "anna",
  text: `text of ${requestId}`,
  requestId,
  replyCount: 0,
  reactions: [],
  mentions: [],
  attachments: [],
  createdAt: "2026-04-10T12:30:00.000Z",
});
const sent = (requestId: string, seq?: number) => ({
  requestId,
  authorId: "anna",
  text: `text of ${requestId}`,
  ...(seq === undefined ? {} : { seq }),
});
const all = [message(2), message(3), message(4)];
const whole = { acknowledged: [sent("key 2"), sent("key 4", 4)], head: 4, otherSeqs: [1] };

test("an honest history passes the auditor", () => {
  expect(
    audit({
      ...whole,
      seen: [
        { who: "Anna", messages: all },
        { who: "Bo", messages: all },
      ],
    }),
  ).toEqual([]);
});

test("someone who left before is not owed what came later", () => {
  const left = { who: "Bo", messages: [message(2)], leftSeq: 3 };
  expect(audit({ ...whole, seen: [{ who: "Anna", messages: all }, left] })).toEqual([]);
});

test.each([
  ["a lost message", [message(2), message(3)], undefined, /"text of key 4" 0 times/],
  ["a doubled message", [...all, message(5, "key 4")], undefined, /"text of key 4" 2 times/],
  ["another order", [message(3), message(2), message(4)], undefined, /sees 2 .* after 3/],
  ["a seq that the reply did not name", [message(2), message(3), message(5, "key 4")], undefined, /acknowledged as 4/],
  ["another text", [message(2), message(3, "another"), message(4)], undefined, /others/],
  ["news after leaving", all, 3, /left at 3, and sees 4/],
])("the auditor finds %s", (_, messages, leftSeq, complaint) => {
  const bo = { who: "Bo", messages, ...(leftSeq === undefined ? {} : { leftSeq }) };
  expect(audit({ ...whole, seen: [{ who: "Anna", messages: all }, bo] }).join("\n")).toMatch(complaint);
});

test("the auditor finds a hole", () => {
  const seen = [{ who: "Anna", messages: [message(2), message(4)] }];
  expect(audit({ ...whole, seen })).toEqual(["Nobody knows what 3 was."]);
});

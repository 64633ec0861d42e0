import { expect, test } from "vitest";
import { fakeClock } from "#client/testing/fake-clock.ts";
import { createMarker, markEveryMs, moveLine, openLine } from "./reading.ts";

function reader({ lastRead = 10, unread = 100 } = {}) {
  const clock = fakeClock();
  const marks: number[] = [];
  const answers = { ok: true };
  const marker = createMarker({
    clock,
    mark: async (seq) => {
      marks.push(seq);
      return answers.ok;
    },
  });
  marker.room({ lastRead, unread });
  return { clock, marks, marker, answers };
}

test("a hundred unread messages are marked as one scrolls through them, at most once a second, and the last mark always goes", async () => {
  const { clock, marks, marker } = reader();
  for (let seq = 11; seq <= 110; seq += 1) {
    marker.saw(seq);
    await clock.advance(100);
  }
  await clock.advance(markEveryMs);
  expect(marks[0]).toBe(11);
  expect(marks.at(-1)).toBe(110);
  expect(marks.length).toBeGreaterThan(5);
  expect(marks.length).toBeLessThanOrEqual(11);
  expect(marks).toEqual(marks.toSorted((a, b) => a - b));
});

test("scrolling back marks nothing: the marker never goes backwards", async () => {
  const { clock, marks, marker } = reader();
  marker.saw(60);
  await clock.advance(markEveryMs);
  marker.room({ lastRead: 60, unread: 50 });
  for (const seq of [40, 20, 60]) marker.saw(seq);
  await clock.advance(10 * markEveryMs);
  expect(marks).toEqual([60]);
});

test("where nothing is unread, nothing is marked", async () => {
  const { clock, marks, marker } = reader({ unread: 0 });
  marker.saw(60);
  await clock.advance(10 * markEveryMs);
  expect(marks).toEqual([]);
});

test("what one marks as unread stays so while one stays in the room, until one sends something or goes to the end", async () => {
  const { clock, marks, marker } = reader({ lastRead: 110, unread: 0 });
  marker.room({ lastRead: 50, unread: 60 });
  for (const seq of [108, 110]) marker.saw(seq);
  marker.room({ lastRead: 50, unread: 61 });
  marker.saw(111);
  await clock.advance(10 * markEveryMs);
  expect(marks).toEqual([]);
  marker.release();
  marker.saw(111);
  await clock.advance(markEveryMs);
  expect(marks).toEqual([111]);
});

test("a mark that was on its way when messages were marked as unread is not sent", async () => {
  const { clock, marks, marker } = reader();
  marker.saw(20);
  await clock.advance(1);
  marker.saw(30);
  marker.room({ lastRead: 5, unread: 105 });
  await clock.advance(10 * markEveryMs);
  expect(marks).toEqual([20]);
});

test("a mark that failed goes again with the next reason, not by itself", async () => {
  const { clock, marks, marker, answers } = reader();
  answers.ok = false;
  marker.saw(20);
  await clock.advance(10 * markEveryMs);
  expect(marks).toEqual([20]);
  answers.ok = true;
  marker.room({ lastRead: 10, unread: 100 });
  await clock.advance(markEveryMs);
  expect(marks).toEqual([20, 20]);
});

const line = openLine({ unread: 3, lastRead: 10, pending: 0 });

test("the line of what is new stands where reading stopped, and stays there while one reads on", () => {
  expect(line.readUpTo).toBe(10);
  const read = moveLine(line, { unread: 0, lastRead: 13, pending: 0 }, true);
  expect(read.readUpTo).toBe(10);
  expect(openLine({ unread: 0, lastRead: 13, pending: 0 }).readUpTo).toBeNull();
});

test("the line moves when something comes that one does not see come, not when one sees it", () => {
  const read = moveLine(line, { unread: 0, lastRead: 13, pending: 0 }, true);
  expect(moveLine(read, { unread: 1, lastRead: 13, pending: 0 }, true).readUpTo).toBe(10);
  expect(moveLine(read, { unread: 1, lastRead: 13, pending: 0 }, false).readUpTo).toBe(13);
});

test("the line goes when one writes something, and comes where one marks as unread", () => {
  expect(moveLine(line, { unread: 3, lastRead: 10, pending: 1 }, true).readUpTo).toBeNull();
  const read = moveLine(line, { unread: 0, lastRead: 13, pending: 0 }, true);
  expect(moveLine(read, { unread: 9, lastRead: 4, pending: 0 }, true).readUpTo).toBe(4);
});

test("without news the line is the very same", () => {
  expect(moveLine(line, { unread: 3, lastRead: 10, pending: 0 }, true)).toBe(line);
});

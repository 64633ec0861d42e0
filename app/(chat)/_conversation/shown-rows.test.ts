import { describe, expect, test } from "vitest";
import type { Message } from "#contract/entities.ts";
import type { Row } from "./rows.ts";
import { firstShown, nextShown, type Shown } from "./shown-rows.ts";

const message = (seq: number): Message => ({
  roomId: "33333333-3333-4333-8333-333333333333",
  seq,
  changedSeq: seq,
  authorId: "22222222-2222-4222-8222-222222222222",
  text: `message ${seq}`,
  requestId: `req-${seq}`,
  replyCount: 0,
  reactions: [],
  mentions: [],
  attachments: [],
  createdAt: "2026-11-20T12:00:00Z",
});
const line = (seq: number): Row => ({ kind: "message", key: `seq-${seq}`, message: message(seq), lead: false });
const day = (n: number): Row => ({ kind: "day", key: `day-${n}`, at: n });
const lines = (from: number, to: number): Row[] => Array.from({ length: to - from + 1 }, (_, i) => line(from + i));
const keys = (shown: Shown) => shown.rows.map(({ key }) => key).join(" ");

/** All steps to new rows, as they are painted one after the other. */
function steps(from: readonly Row[], to: readonly Row[], pivot: string | null): Shown[] {
  const taken: Shown[] = [];
  let shown = firstShown(from);
  do {
    shown = nextShown(shown, to, pivot);
    taken.push(shown);
  } while (shown.rows !== to && taken.length < 5);
  return taken;
}

describe("rows on their way to others", () => {
  test("messages that come at the end are one step, counted from the start", () => {
    const [step, ...more] = steps(lines(1, 5), lines(1, 7), "seq-2");
    expect(step).toMatchObject({ shift: false, list: 0 });
    expect(more).toEqual([]);
  });

  test("older ones are one step, counted from the end, also where the day above them moves", () => {
    const [step, ...more] = steps(
      [day(2), ...lines(5, 9)],
      [day(1), line(3), day(2), line(4), ...lines(5, 9)],
      "seq-6",
    );
    expect(step).toMatchObject({ shift: true, list: 0 });
    expect(more).toEqual([]);
  });

  test("what comes before and after at once is two steps, so that what is in sight stays", () => {
    const taken = steps(lines(5, 9), lines(3, 10), "seq-6");
    expect(taken.map(({ shift }) => shift)).toEqual([true, false]);
    expect(taken[0] && keys(taken[0])).toBe("seq-3 seq-4 seq-5 seq-6 seq-7 seq-8 seq-9");
  });

  test("a window that moves on drops its far end as a step of its own", () => {
    const taken = steps(lines(5, 14), lines(1, 10), "seq-7");
    expect(taken.map(({ shift, rows }) => [shift, rows.length])).toEqual([
      [true, 14],
      [false, 10],
    ]);
  });

  test("no row is there twice on the way", () => {
    const fresh: Row = { kind: "new", key: "new" };
    const taken = steps([...lines(5, 8), fresh, line(9)], [fresh, ...lines(4, 9), line(10)], "seq-7");
    for (const { rows } of taken) expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test("where the row in sight is gone, the nearest that stays counts", () => {
    const [step] = steps(lines(5, 9), [...lines(2, 6), ...lines(8, 9)], "seq-7");
    expect(step).toMatchObject({ shift: true, list: 0 });
    expect(step?.rows).toHaveLength(7);
  });

  test("rows that have nothing in common are another list", () => {
    expect(steps(lines(1, 5), lines(50, 60), "seq-2")).toMatchObject([{ shift: false, list: 1 }]);
    expect(steps([], lines(1, 2), null)).toMatchObject([{ list: 1 }]);
  });

  test("the same rows are the same step", () => {
    const rows = lines(1, 3);
    const shown = firstShown(rows);
    expect(nextShown(shown, rows, null)).toBe(shown);
  });
});

import { expect, test } from "vitest";
import { Occasionally } from "./occasionally.ts";

const hour = 3_600_000;
const fail = (error: unknown) => expect.fail(String(error));

test("however often it is wanted, it is asked once, and all are told the same", async () => {
  let asked = 0;
  const count = new Occasionally(async () => ++asked, hour, fail);
  expect(count.get()).toBeNull();
  expect(await Promise.all([count.within(hour), count.within(hour)])).toEqual([1, 1]);
  expect(count.get()).toBe(1);
  count.forget();
  expect(count.get()).toBeNull();
  expect(await count.within(hour)).toBe(2);
});

test("nobody waits longer than they want to for an answer that does not come, and the latest one stands", async () => {
  const answers: ((answer: number) => void)[] = [];
  const count = new Occasionally(() => new Promise<number>((resolve) => answers.push(resolve)), 0, fail);
  expect(await count.within(1)).toBeNull();
  answers[0]?.(7);
  expect(await count.within(1)).toBe(7);
});

test("what goes wrong is told, and what was known before stays", async () => {
  const errors: unknown[] = [];
  let fails = false;
  const count = new Occasionally(
    async () => {
      if (fails) throw new Error("away");
      return 7;
    },
    0,
    (error) => errors.push(error),
  );
  expect(await count.within(hour)).toBe(7);
  fails = true;
  expect(await count.within(hour)).toBe(7);
  expect(errors).toMatchObject([{ message: "away" }]);
});

import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

function setUp() {
  let time = 0;
  const attempts = createAttempts({ burst: 3, perMinute: 6, now: () => time });
  const tries = (key: string, times: number) => {
    for (let n = 0; n < times; n++) attempts.count(key);
  };
  return { attempts, tries, pass: (ms: number) => (time += ms) };
}

const limited = (retryAfterMs: number) => expect.objectContaining({ code: "rateLimited", retryAfterMs });

test("after a burst one waits, and is told how long", () => {
  const { attempts, tries, pass } = setUp();
  tries("ada", 3);
  expect(() => attempts.count("ada")).toThrow(limited(10_000));
  pass(4_000);
  expect(() => attempts.count("ada")).toThrow(limited(6_000));
  pass(6_000);
  attempts.count("ada");
  expect(() => attempts.count("ada")).toThrow(limited(10_000));
});

test("one key's tries are not another's", () => {
  const { attempts, tries } = setUp();
  tries("ada", 3);
  attempts.count("grace");
});

test("a flood of keys forgets the ones used longest ago, so that memory has a bound", () => {
  const { attempts, tries } = setUp();
  tries("old", 3);
  for (let n = 0; n < 20_000; n++) attempts.count(`key ${n}`);
  attempts.count("old");
  tries("new", 3);
  expect(() => attempts.count("new")).toThrow(limited(10_000));
});

import { expect, test } from "vitest";
import { errorBody } from "#contract/envelope.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { oneByOne } from "./one-by-one.ts";

const refused = (code: ErrorCode, retryAfterMs?: number) => ({
  ok: false as const,
  status: 400,
  error: { ...errorBody(code, ""), ...(retryAfterMs !== undefined && { retryAfterMs }) },
});

/** Answers in turn, and remembers who was asked for and how long one waited. */
function service(...answers: (ReturnType<typeof refused> | "ok")[]) {
  const asked: string[] = [];
  const waited: number[] = [];
  return {
    asked,
    waited,
    options: {
      act: async (id: string) => {
        const answer = answers[asked.length] ?? "ok";
        asked.push(id);
        return answer === "ok" ? { ok: true as const } : answer;
      },
      onStep: () => undefined,
      wait: async (ms: number) => {
        waited.push(ms);
      },
    },
  };
}

test("each has its turn, and what somebody else did meanwhile counts as done", async () => {
  const { asked, options } = service("ok", refused("notFound"), "ok");
  expect(await oneByOne(["a", "b", "c"], options)).toEqual({ done: 3, refused: null });
  expect(asked).toEqual(["a", "b", "c"]);
});

test("the first that is refused stops the rest, and how many were done before is told", async () => {
  const conflict = refused("conflict");
  const { asked, options } = service("ok", conflict);
  expect(await oneByOne(["a", "b", "c"], options)).toEqual({ done: 1, refused: conflict });
  expect(asked).toEqual(["a", "b"]);
});

test("told to slow down, one waits as long as is said and tries the same again, but not for ever", async () => {
  const { asked, waited, options } = service("ok", refused("rateLimited", 400), refused("rateLimited"), "ok");
  expect(await oneByOne(["a", "b"], options)).toEqual({ done: 2, refused: null });
  expect(asked).toEqual(["a", "b", "b", "b"]);
  expect(waited).toEqual([400, 1_000]);

  const always = service(...Array.from({ length: 50 }, () => refused("rateLimited", 1)));
  expect(await oneByOne(["a"], always.options)).toMatchObject({ done: 0, refused: { error: { code: "rateLimited" } } });
  expect(always.asked.length).toBeLessThan(50);
});

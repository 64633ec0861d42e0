import { expect, test } from "vitest";
import { createReadGate } from "./read-gate.ts";

/** Readings that end when they are told to. */
function readings() {
  const running: { end: () => void; fail: () => void }[] = [];
  const read = () =>
    new Promise<string>((resolve, reject) => {
      running.push({ end: () => resolve("read"), fail: () => reject(new Error("the database is away")) });
    });
  return { running, read };
}

const settled = () => new Promise(setImmediate);

test("one person reads five things at once, 64 more wait their turn, and the next is told when to come back", async () => {
  const gate = createReadGate();
  const { running, read } = readings();
  const answers = Array.from({ length: 69 }, () => gate.run("anna", read));
  await expect(gate.run("anna", read)).rejects.toMatchObject({ code: "overloaded", retryAfterMs: 1_000 });
  for (let done = 0; done < 69; done += 1) {
    await settled();
    expect(running).toHaveLength(Math.min(69, done + 5));
    running[done]?.end();
  }
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["read"]));
  void gate.run("anna", read);
  expect(running).toHaveLength(70);
});

test("what one person reads makes nobody else wait", async () => {
  const gate = createReadGate();
  const { running, read } = readings();
  for (let i = 0; i < 20; i += 1) void gate.run("anna", read);
  void gate.run("bo", read);
  await settled();
  expect(running).toHaveLength(6);
});

test("a reading that fails makes room like any other", async () => {
  const gate = createReadGate();
  const { running, read } = readings();
  const answers = Array.from({ length: 6 }, () => gate.run("anna", read));
  running[0]?.fail();
  await expect(answers[0]).rejects.toThrow("the database is away");
  await settled();
  expect(running).toHaveLength(6);
});

import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

test("what is asked for beyond what may wait is refused with the gate's own words", async () => {
  const gate = createGate({ atOnce: 1, maxWaiting: 1, busy: "Come back later." });
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const first = gate.run("key", () => promise);
  const second = gate.run("key", async () => "second");
  await expect(gate.run("key", async () => "third")).rejects.toMatchObject({
    code: "overloaded",
    message: "Come back later.",
  });
  end();
  await first;
  expect(await second).toBe("second");
  expect(await gate.run("key", async () => "fourth")).toBe("fourth");
});

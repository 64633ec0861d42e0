import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";

const deferred = () => {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
const never = () => Promise.reject<string>(new Error("not asked"));

test("ENV-6: sends follow sends at once, and an edit waits for the sends before it", async () => {
  const lanes = new Lanes();
  const started: string[] = [];
  const first = deferred();
  const run = (name: string, order: "pipelined" | "alone", until: Promise<void> = Promise.resolve()) =>
    lanes.run("room", never, order, async () => {
      started.push(name);
      await until;
    });
  const sends = [run("send 1", "pipelined", first.promise), run("send 2", "pipelined")];
  const edit = run("edit", "alone");
  const after = run("send 3", "pipelined");
  await sends[1];
  expect(started).toEqual(["send 1", "send 2"]);
  first.resolve();
  await Promise.all([edit, after]);
  expect(started).toEqual(["send 1", "send 2", "edit", "send 3"]);
});

test("ENV-6: a command whose room has to be looked up holds back those that came later", async () => {
  const lanes = new Lanes();
  const order: string[] = [];
  const lookup = deferred();
  const slow = lanes.run(
    undefined,
    async () => {
      await lookup.promise;
      return "room";
    },
    "pipelined",
    async () => void order.push("by slug"),
  );
  const fast = lanes.run("room", never, "pipelined", async () => void order.push("by id"));
  lookup.resolve();
  await Promise.all([slow, fast]);
  expect(order).toEqual(["by slug", "by id"]);
});

test("a refused command holds back nobody, and a room that is not there refuses only its own command", async () => {
  const lanes = new Lanes();
  const refused = lanes.run("room", never, "alone", () => Promise.reject(new Error("no")));
  const next = lanes.run("room", never, "alone", async () => "done");
  const lost = lanes.run(
    undefined,
    () => Promise.reject(new Error("no such room")),
    "alone",
    async () => "never",
  );
  const last = lanes.run("room", never, "alone", async () => "last");
  await expect(refused).rejects.toThrow("no");
  await expect(next).resolves.toBe("done");
  await expect(lost).rejects.toThrow("no such room");
  await expect(last).resolves.toBe("last");
});

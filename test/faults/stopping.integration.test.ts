import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answered, gather, openOffice } from "../support/colleagues.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/wait.ts";
import { history, talker } from "./crowd.ts";
import { postgresProcesses } from "./postgres.ts";

test("SIGTERM stops the server cleanly, PostgreSQL included, and kill -9 leaves no PostgreSQL behind", {
  timeout: 90_000,
}, async () => {
  const server = await startServer();
  try {
    const anna = await openOffice(server);
    const { roomId } = await gather([anna]);
    const writer = talker(server, anna, roomId);
    await writer.say("before the night");
    await writer.settled();

    expect(postgresProcesses(server)).not.toEqual([]);
    expect(await server.kill("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(postgresProcesses(server)).toEqual([]);
    expect(existsSync(join(server.dataDir, "postgres", "postmaster.pid"))).toBe(false);

    await server.restart();
    await writer.say("in the morning");
    await writer.settled();
    await server.kill("SIGKILL");
    await until("PostgreSQL ends with its server", () => postgresProcesses(server).length === 0, 20_000);

    await server.restart();
    const { messages } = await history(anna, roomId);
    expect(messages.map(({ text }) => text)).toEqual(["before the night", "in the morning"]);
    await answered(anna.rest("me.get"));
    writer.leave();
  } finally {
    await server.stop();
  }
});

test("a start right after kill -9, while the old PostgreSQL may still be there, takes the data over", {
  timeout: 60_000,
}, async () => {
  const server = await startServer();
  try {
    const anna = await openOffice(server);
    const { roomId } = await gather([anna]);
    for (const text of ["one", "two", "three"]) {
      await answered(anna.rest("messages.create", { params: { room: roomId }, body: { text } }));
      await server.kill("SIGKILL");
      await server.restart();
    }
    expect((await history(anna, roomId)).messages.map(({ text }) => text)).toEqual(["one", "two", "three"]);
  } finally {
    await server.stop();
  }
});

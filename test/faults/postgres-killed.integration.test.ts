import { test } from "vitest";
import { until } from "../support/wait.ts";
import { postgresProcesses, postmaster } from "./postgres.ts";
import { auditThrough, setScene } from "./story.ts";

const scene = await setScene();

test("SEQ-1, SEQ-5: five times kill -9 of PostgreSQL under a running server lose, double and reorder nothing", {
  timeout: 180_000,
}, async () => {
  await auditThrough(scene, async (moreWasSaid) => {
    for (let n = 0; n < 5; n++) {
      process.kill(postmaster(scene.server), "SIGKILL");
      await moreWasSaid();
    }
  });
});

test("SEQ-5: a PostgreSQL that stands still for ten seconds costs nobody a message", { timeout: 120_000 }, async () => {
  await auditThrough(scene, async () => {
    const paused = postgresProcesses(scene.server);
    for (const pid of paused) process.kill(pid, "SIGSTOP");
    const end = Date.now() + 10_000;
    await until("ten seconds are over", () => Date.now() > end);
    for (const pid of paused) process.kill(pid, "SIGCONT");
  });
});

import { expect, test } from "vitest";
import { auditThrough, setScene } from "./story.ts";

const scene = await setScene();

test("CON-1, ENV-5, SYN-2: three restarts in good order lose, double and reorder nothing, and end with 0", {
  timeout: 180_000,
}, async () => {
  await auditThrough(scene, async (moreWasSaid) => {
    for (let n = 0; n < 3; n++) {
      expect(await scene.server.kill("SIGTERM")).toEqual({ code: 0, signal: null });
      await scene.server.restart();
      await moreWasSaid();
    }
  });
  expect(scene.server.output()).toContain('"msg":"drained"');
  expect(scene.server.output()).not.toMatch(/"level":"error"|unexpected/);
});

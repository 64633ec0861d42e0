import { expect, test } from "vitest";
import { auditThrough, setScene } from "./story.ts";

const scene = await setScene();

test("ENV-5, SEQ-1, SEQ-5, SYN-2: ten times kill -9 of the server lose, double and reorder nothing", {
  timeout: 180_000,
}, async () => {
  await auditThrough(scene, async (moreWasSaid) => {
    for (let n = 0; n < 10; n++) {
      await scene.server.kill("SIGKILL");
      await scene.server.restart();
      await moreWasSaid();
    }
  });
  expect(scene.server.output()).not.toMatch(/"level":50|unexpected/);
});

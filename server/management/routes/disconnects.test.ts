import { expect, test } from "vitest";
import type { DeliveryStore, Telling } from "#server/domain/integration-ports.ts";
import { Disconnects } from "./disconnects.ts";

const telling = (line: string): Telling => ({ workspaceId: "w", line, event: "$disconnect", payload: {} });

test.each([1, 2, 3, 4, 5, 6])(
  "who leaves as a batch was just written (%d steps later) is told of, too",
  async (steps) => {
    const told: string[] = [];
    const store: Pick<DeliveryStore, "tell"> = {
      tell: async (tellings) => {
        told.push(...tellings.map(({ line }) => line));
        if (told.length > 1) return;
        let later = Promise.resolve();
        for (let step = 0; step < steps; step++) later = later.then(() => {});
        void later.then(() => disconnects.tell(telling("second")));
      },
    };
    const disconnects = new Disconnects(store, (error) => expect.fail(String(error)));
    disconnects.tell(telling("first"));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await disconnects.stop();
    expect(told).toEqual(["first", "second"]);
  },
);

import { expect, test } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";

test("4420: what is pushed to a connection that is still being opened fills no memory", () => {
  const closed: number[] = [];
  const connection = new Connection({
    identity: {
      actor: { id: "a", workspaceId: "w", name: "Ada", role: "member", bot: false },
      credential: { kind: "token", tokenId: "t" },
    },
    link: { kind: "websocket", send() {}, bufferedBytes: () => 0, close: (code) => void closed.push(code) },
    origin: { address: "127.0.0.1", userAgent: "" },
    limits: { ...defaultLimits, maxBufferBytes: 1_000 },
  });
  for (let n = 0; n < 3; n++) connection.send(plainFrame("reconnect", { afterMs: n }));
  expect(closed).toEqual([]);
  for (let n = 0; n < 100; n++) connection.send(plainFrame("reconnect", { afterMs: n }));
  expect(closed).toEqual([4420]);
  expect(connection.closed).toBe(true);
});

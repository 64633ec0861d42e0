import { expect, test } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { createMemoryBroker } from "#server/broker/memory.ts";
import type { GatewayReads } from "#server/domain/ports.ts";
import { Gateway } from "./gateway.ts";
import type { Link } from "./transport.ts";

const roomId = "00000000-0000-7000-8000-000000000001";
const unused = () => Promise.reject(new Error("not asked"));
const ignore = () => {};

test("a connection that is closed while it opens follows nothing afterwards", async () => {
  const reads: GatewayReads = {
    places: async () => {
      gateway.closeAll(1012, 0);
      return [{ roomId, slug: "r", history: "all", joinedSeq: 1, head: 1 }];
    },
    myRoom: unused,
    heads: unused,
    changesAfter: unused,
    catchUp: unused,
    resolveRoom: unused,
    knownRoom: () => undefined,
    epoch: async () => "e",
  };
  const gateway: Gateway = new Gateway({
    node: "test",
    limits: defaultLimits,
    reads,
    broker: createMemoryBroker(ignore),
    authenticator: { connection: unused, request: unused, extend: unused, ended: unused },
    user: async () => null,
    onError: ignore,
  });
  const link: Link = { kind: "websocket", send: ignore, bufferedBytes: () => 0, close: ignore };
  const actor = { id: "a", workspaceId: "w", name: "Anna", role: "member", bot: false } as const;
  const identity = { actor, credential: { kind: "token", tokenId: "t" } } as const;
  expect(await gateway.open({ identity, link, origin: { address: "127.0.0.1", userAgent: "" } })).toBeNull();
  expect(gateway.hub.followers([roomId]).size).toBe(0);
});

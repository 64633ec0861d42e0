import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import type { Credential } from "#server/auth/identity.ts";
import { createMemoryBroker } from "#server/broker/memory.ts";
import { Gateway } from "./gateway.ts";
import { watch } from "./watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ignore = () => {};
const unused = () => Promise.reject(new Error("not asked"));

function scene(ended: (credentials: readonly Credential[]) => Promise<Credential[]>) {
  const gateway = new Gateway({
    node: "test",
    limits: defaultLimits,
    figures: { start: ignore, stop: ignore, measure: unused, stand: unused },
    reads: {
      places: async () => [],
      myRoom: unused,
      heads: async () => new Map(),
      changesAfter: unused,
      catchUp: unused,
      resolveRoom: unused,
      knownRoom: () => undefined,
      epoch: async () => "e",
    },
    broker: createMemoryBroker(ignore),
    authenticator: { connection: unused, request: unused, extend: unused, ended },
    user: async () => ({
      id: "a",
      name: "Anna",
      username: "anna",
      image: null,
      role: "member",
      bot: false,
      deactivated: false,
    }),
    onError: ignore,
  });
  const open = (tokenId: string) =>
    gateway.open({
      identity: {
        actor: { id: "a", workspaceId: "w", name: "Anna", role: "member", bot: false },
        credential: { kind: "token", tokenId },
      },
      link: { kind: "websocket", send: ignore, bufferedBytes: () => 0, close: ignore },
      origin: { address: "127.0.0.1", userAgent: "" },
    });
  return { gateway, open };
}

test("AUTH-7: whoever shows another credential while the old one is looked up stays, and the others of it end", async () => {
  const { gateway, open } = scene(async (credentials) => {
    if (staying) staying.credential = { kind: "token", tokenId: "new" };
    return credentials.filter((credential) => credential.kind === "token" && credential.tokenId === "old");
  });
  const [staying, leaving] = [await open("old"), await open("old")];
  const stop = watch(gateway, ignore);
  await vi.advanceTimersByTimeAsync(2_000);
  stop();
  expect(leaving?.closed).toBe(true);
  expect(staying?.closed).toBe(false);
});

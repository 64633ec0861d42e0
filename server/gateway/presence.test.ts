import { beforeEach, expect, test, vi } from "vitest";
import { defaultLimits } from "#contract/limits.ts";
import { Connection } from "./connection.ts";
import { PresenceTable } from "./presence.ts";

const room = "00000000-0000-7000-8000-000000000001";
const anna = { id: "a", workspaceId: "w", name: "Anna", role: "member", bot: false } as const;

let told: [status: string, roomIds: readonly string[]][];
let presence: PresenceTable;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  presence = new PresenceTable((_, status, roomIds) => told.push([status, roomIds]));
  return () => vi.useRealTimers();
});

/** One that is being opened: it follows no room yet. */
function opening(): Connection {
  const connection = new Connection({
    identity: { actor: anna, credential: { kind: "token", tokenId: "t" } },
    link: { kind: "websocket", send: () => {}, bufferedBytes: () => 0, close: () => {} },
    origin: { address: "127.0.0.1", userAgent: "" },
    limits: defaultLimits,
  });
  presence.add(connection);
  return connection;
}

function opened(): Connection {
  const connection = opening();
  connection.subscribe({ roomId: room, slug: "r", history: "all", joinedSeq: 1, head: 1 });
  presence.update(anna.id);
  return connection;
}

test("who reloads twice, the second time before the page connected, is not told to be gone", () => {
  presence.remove(opened(), [room]);
  vi.advanceTimersByTime(500);
  presence.remove(opening(), []);
  vi.advanceTimersByTime(500);
  opened();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([["online", [room]]]);
  expect(presence.status(anna.id)).toBe("online");
});

test("who goes is told to be gone in the rooms that they followed, though another connection of theirs never opened", () => {
  presence.remove(opened(), [room]);
  vi.advanceTimersByTime(2_000);
  presence.remove(opening(), []);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([
    ["online", [room]],
    ["offline", [room]],
  ]);
});

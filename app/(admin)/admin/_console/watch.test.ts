import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CommandResult } from "#client/public.ts";
import { createStore } from "#client/store.ts";
import events from "#contract/golden/events.v1.json" with { type: "json" };
import { type Measured, measuredSchema } from "#contract/measured.ts";
import { errorBody } from "#contract/replies.ts";
import { history, watchServer } from "./watch.ts";

const golden = measuredSchema.parse(events["server.measured"].payload);
const now = (): Measured => ({ ...golden, at: new Date().toISOString(), uptimeSeconds: Date.now() / 1000 });

beforeEach(() => {
  vi.useFakeTimers();
  history.set(null);
});
afterEach(() => void vi.useRealTimers());

/** A client that counts how often the server is asked; `tells`: over a connection on which it then tells every second. */
function scene({ tells, refusal }: { tells: boolean; refusal?: "unknownAction" | "timeout" }) {
  const measured = createStore<Measured | null>(null);
  const asked = { times: 0 };
  const refused: (string | null)[] = [];
  const command = async (): Promise<CommandResult<"watchServer">> => {
    asked.times += 1;
    if (refusal) return { ok: false, error: errorBody(refusal, "No.") };
    return { ok: true, payload: { leaseMs: tells ? 60_000 : 0, measured: now() } };
  };
  const timer = setInterval(() => tells && asked.times > 0 && measured.set(now()), 1_000);
  const end = watchServer({ measured, command }, (error) => refused.push(error?.code ?? null));
  return {
    asked,
    refused,
    end: () => {
      end();
      clearInterval(timer);
    },
  };
}

test("the server is asked at once, and again well before it would stop telling", async () => {
  const { asked, end } = scene({ tells: true });
  expect(asked.times).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.times).toBeGreaterThanOrEqual(3);
  expect(asked.times).toBeLessThanOrEqual(4);
  expect(history.get()?.samples.length).toBeGreaterThanOrEqual(60);
  end();
});

test("where nothing comes by itself, as while polling, it is asked every few seconds, and what it answers is kept", async () => {
  const { asked, end } = scene({ tells: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.times).toBeGreaterThanOrEqual(14);
  expect(asked.times).toBeLessThanOrEqual(21);
  expect(history.get()?.samples).toHaveLength(asked.times);
  end();
});

test("who may not watch is told so; a network that fails is none of that", async () => {
  const stranger = scene({ tells: false, refusal: "unknownAction" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stranger.refused).toEqual(["unknownAction"]);
  stranger.end();
  const offline = scene({ tells: false, refusal: "timeout" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(offline.refused).toEqual([null]);
  offline.end();
});

test("once nobody looks nothing is asked any more", async () => {
  const { asked, end } = scene({ tells: true });
  await vi.advanceTimersByTimeAsync(5_000);
  end();
  const { times } = asked;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked.times).toBe(times);
  expect(vi.getTimerCount()).toBe(0);
});

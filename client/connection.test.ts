/** The connection machine as a table of stories: what happens, and what it does about it. */
import { beforeEach, describe, expect, test } from "vitest";
import { connectionMachine } from "./connection.ts";
import {
  type Cause,
  type ConnectionState,
  type Effect,
  type Input,
  initialConnection,
  nextDeadline,
  viewOf,
  type Way,
} from "./connection-state.ts";
import { defaultTimings as timings } from "./timings.ts";

const step = connectionMachine(timings, () => 0.5);
let state: ConnectionState;
let now: number;
let log: string[];
let ids: Map<string, number>;

beforeEach(() => {
  state = initialConnection;
  now = 1_000_000;
  log = [];
  ids = new Map();
});

const nameOf = (id: number) => [...ids].find(([, each]) => each === id)?.[0] ?? String(id);
const describeEffect = (effect: Effect): string => {
  if (effect.type === "open") {
    ids.set(effect.way, effect.link);
    return `open ${effect.way}`;
  }
  if (effect.type === "remember") return `remember ${effect.way}`;
  return effect.type === "probe" ? "probe" : `${effect.type} ${nameOf(effect.link)}`;
};
/** The effects of one input, in words. */
function take(input: Input): string[] {
  const [next, effects] = step(state, input, now);
  state = next;
  const words = effects.map(describeEffect);
  log.push(...words);
  return words;
}
/** Lets time pass as the runner does: a tick at each deadline. */
function pass(ms: number): string[] {
  const until = now + ms;
  const words: string[] = [];
  for (;;) {
    const deadline = nextDeadline(state, timings);
    if (deadline === null || deadline > until) break;
    now = Math.max(now, deadline);
    words.push(...take({ type: "tick" }));
  }
  now = until;
  return words;
}
const link = (way: Way) => ids.get(way) ?? 0;
const hello = (way: Way) => take({ type: "hello", link: link(way) });
const closed = (way: Way, cause: Cause = { kind: "lost" }) => take({ type: "closed", link: link(way), cause });
const closing = (code: number, extra: { afterMs?: number; reconnect?: boolean } = {}): Cause => ({
  kind: "closing",
  code,
  reason: `code ${code}`,
  reconnect: true,
  ...extra,
});
const start = (remembered: Way | null = null) => take({ type: "start", remembered, online: true });
const view = () => viewOf(state).state;

describe("FB-1: down the ladder", () => {
  test("FB-1: WebSocket first, and live with its hello", () => {
    expect(start()).toEqual(["open websocket"]);
    expect(view()).toBe("connecting");
    expect(hello("websocket")).toEqual(["use websocket", "remember websocket"]);
    expect(view()).toBe("live");
  });

  test("FB-1: without hello in 4 s an event stream is opened beside, and the first hello wins", () => {
    start();
    expect(pass(3_999)).toEqual([]);
    expect(pass(1)).toEqual(["open sse"]);
    expect(hello("sse")).toEqual(["close websocket", "use sse", "remember sse"]);
    expect(viewOf(state)).toEqual({ state: "fallback", transport: "sse" });
  });

  test("FB-1: a late WebSocket may still win", () => {
    start();
    pass(4_500);
    expect(hello("websocket")).toEqual(["close sse", "use websocket", "remember websocket"]);
  });

  test("FB-1, FB-3, FB-4: a WebSocket is given up at 10 s, a buffered stream at 4 s, and polling begins", () => {
    start();
    expect(pass(8_000)).toEqual(["open sse", "close sse", "open polling"]);
    hello("polling");
    expect(viewOf(state)).toEqual({ state: "fallback", transport: "polling" });
  });

  test("FB-1: an upgrade that is refused while the server answers leads to the event stream at once", () => {
    start();
    expect(closed("websocket")).toEqual(["probe"]);
    expect(take({ type: "probed", outcome: "ok" })).toEqual(["open sse"]);
  });

  test("FB-1: what worked on this network is where the next start begins", () => {
    expect(start("sse")).toEqual(["open sse"]);
    hello("sse");
    expect(pass(60_000)).toEqual(["open websocket"]);
  });
});

describe("FB-1: up again", () => {
  test("FB-1: WebSocket is tried again at 1, 2, 4 … 15 min", () => {
    start("sse");
    hello("sse");
    const waits: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const from = now;
      now = nextDeadline(state, timings) ?? 0;
      waits.push((now - from) / 60_000);
      expect(take({ type: "tick" })).toEqual(["open websocket"]);
      closed("websocket");
      expect(view()).toBe("fallback");
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test("FB-1: the old way is closed only once the new one has caught up", () => {
    start("sse");
    hello("sse");
    pass(60_000);
    expect(hello("websocket")).toEqual(["use websocket", "remember websocket"]);
    expect(view()).toBe("live");
    expect(take({ type: "filled", link: link("websocket") })).toEqual(["close sse"]);
  });

  test("FB-1: a new way that breaks before it caught up leaves the old one in use", () => {
    start("sse");
    hello("sse");
    pass(60_000);
    hello("websocket");
    expect(closed("websocket")).toEqual(["use sse"]);
    expect(viewOf(state)).toEqual({ state: "fallback", transport: "sse" });
  });

  test("FB-4: from polling, the event stream is tried where WebSocket still says nothing", () => {
    start("polling");
    hello("polling");
    expect(pass(64_000)).toEqual(["open websocket", "open sse"]);
    expect(hello("sse")).toEqual(["close websocket", "use sse", "remember sse"]);
  });
});

describe("FB-5: trying again", () => {
  test("FB-5: a lost connection is tried again after a jittered wait that grows", () => {
    start();
    hello("websocket");
    pass(10_000);
    closed("websocket");
    expect(viewOf(state)).toEqual({ state: "reconnecting", retryAt: now + 250 });
    pass(250);
    closed("websocket");
    take({ type: "probed", outcome: "unreachable" });
    expect(viewOf(state)).toEqual({ state: "reconnecting", retryAt: now + 500 });
  });

  test("FB-5: 10 s online bring the wait back to its beginning", () => {
    start();
    for (let n = 0; n < 3; n += 1) {
      hello("websocket");
      pass(20_000);
      closed("websocket");
      expect(viewOf(state)).toEqual({ state: "reconnecting", retryAt: now + 250 });
      expect(pass(250)).toEqual(["open websocket"]);
    }
  });

  test("FB-5: the server's afterMs overrides the wait", () => {
    start();
    hello("websocket");
    expect(closed("websocket", closing(1012, { afterMs: 3_200 }))).toEqual([]);
    expect(viewOf(state)).toEqual({ state: "reconnecting", retryAt: now + 3_200 });
  });

  test("FB-5: offline closes, online opens at once", () => {
    start();
    hello("websocket");
    expect(take({ type: "offline" })).toEqual(["close websocket"]);
    expect(view()).toBe("offline");
    expect(pass(600_000)).toEqual([]);
    expect(take({ type: "online" })).toEqual(["open websocket"]);
  });

  test("FB-5: a woken tab does not wait, and distrusts its connection after a sleep", () => {
    start();
    hello("websocket");
    expect(take({ type: "woke", slept: false })).toEqual([]);
    expect(take({ type: "woke", slept: true })).toEqual(["close websocket", "open websocket"]);
    closed("websocket");
    take({ type: "probed", outcome: "unreachable" });
    expect(take({ type: "woke", slept: false })).toEqual(["open websocket"]);
  });

  test("FB-5: retryNow skips the wait", () => {
    start();
    closed("websocket");
    take({ type: "probed", outcome: "unreachable" });
    expect(take({ type: "retryNow" })).toEqual(["open websocket"]);
  });
});

describe("CON-2: connections that lie or do not last", () => {
  test("CON-2: a WebSocket that swallows frames is left for the next way at once", () => {
    start();
    hello("websocket");
    pass(30_000);
    expect(closed("websocket", { kind: "silent" })).toEqual(["open sse"]);
  });

  test("CON-2: connections that break within seconds, twice, are left for the next way", () => {
    start();
    for (let n = 0; n < 2; n += 1) {
      hello("websocket");
      pass(3_000);
      closed("websocket");
      pass(1_000);
    }
    expect(log.at(-1)).toBe("open sse");
  });

  test("CON-2: a proxy that cuts after 20 s is no reason to leave WebSocket", () => {
    start();
    for (let n = 0; n < 10; n += 1) {
      hello("websocket");
      pass(20_000);
      closed("websocket");
      pass(500);
    }
    expect(log).not.toContain("open sse");
  });

  test("FB-1: a server that is down teaches nothing about ways", () => {
    start();
    hello("websocket");
    pass(20_000);
    closed("websocket");
    const again = () => pass((nextDeadline(state, timings) ?? now) - now);
    for (let n = 0; n < 5; n += 1) {
      expect(again()).toEqual(["open websocket"]);
      closed("websocket");
      take({ type: "probed", outcome: "unreachable" });
    }
    again();
    expect(hello("websocket")).toEqual(["use websocket", "remember websocket"]);
    expect(log).not.toContain("open sse");
  });

  test("FB-1: a server that came up between the refusal and the question gets a second chance", () => {
    start();
    hello("websocket");
    pass(20_000);
    closed("websocket");
    pass(500);
    closed("websocket");
    expect(take({ type: "probed", outcome: "ok" })).toEqual(["open websocket"]);
    closed("websocket");
    expect(take({ type: "probed", outcome: "ok" })).toEqual(["open sse"]);
  });

  test("FB-4: where every way fails the ladder begins again from the top", () => {
    start();
    for (const way of ["websocket", "sse", "polling"] as const) {
      closed(way);
      take({ type: "probed", outcome: "ok" });
    }
    expect(view()).toBe("reconnecting");
    expect(pass(1_000)).toEqual(["open websocket"]);
  });
});

describe("AUTH-8, FB-7: what the server says", () => {
  test("AUTH-8: 401 after a refused opening means signed out, not another transport", () => {
    start();
    closed("websocket");
    expect(take({ type: "probed", outcome: "unauthenticated" })).toEqual([]);
    expect(view()).toBe("signedOut");
    expect(pass(600_000)).toEqual([]);
    expect(take({ type: "retryNow" })).toEqual(["open websocket"]);
  });

  test.each([
    [1009, {}, "reconnecting"],
    [1012, { afterMs: 1 }, "reconnecting"],
    [1013, { afterMs: 1 }, "reconnecting"],
    [4400, { reconnect: false }, "stopped"],
    [4401, { reconnect: false }, "signedOut"],
    [4403, { reconnect: false }, "stopped"],
    [4408, {}, "reconnecting"],
    [4420, {}, "reconnecting"],
    [4429, { afterMs: 1 }, "reconnecting"],
  ] as const)("close code %i ends as the protocol's table says", (code, extra, expected) => {
    start();
    hello("websocket");
    closed("websocket", closing(code, extra));
    expect(view()).toBe(expected);
  });

  test("FB-7: refusals by a limit never count against a way", () => {
    start();
    for (let n = 0; n < 20; n += 1) {
      closed("websocket", closing(n % 2 ? 1013 : 4429, { afterMs: 1_000 }));
      expect(pass(1_000)).toEqual(["open websocket"]);
    }
  });

  test("FB-7: a climb that a limit refuses leaves the lower way in use", () => {
    start("sse");
    hello("sse");
    pass(60_000);
    expect(closed("websocket", closing(1013, { afterMs: 1_000 }))).toEqual([]);
    expect(view()).toBe("fallback");
  });
});

test("ENV-6: links that were closed say nothing any more", () => {
  start();
  pass(4_000);
  const old = link("websocket");
  hello("sse");
  expect(take({ type: "hello", link: old })).toEqual([]);
  expect(take({ type: "closed", link: old, cause: { kind: "lost" } })).toEqual([]);
  take({ type: "stop" });
  expect(pass(600_000)).toEqual([]);
});

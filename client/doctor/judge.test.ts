import { describe, expect, test } from "vitest";
import { type Facts, noFacts, type SocketFacts } from "./facts.ts";
import { judge, outcome, requestState, socketState, streamState } from "./judge.ts";

const origin = "https://chat.example.org";
const good: SocketFacts = { openedMs: 20, helloMs: 30, echoMs: 5, endedMs: null, closing: null };
const refused: SocketFacts = { openedMs: null, helloMs: null, echoMs: null, endedMs: 12, closing: null };
const silent: SocketFacts = { openedMs: 20, helloMs: null, echoMs: null, endedMs: null, closing: null };
const oneByOne = [0, 500, 1000, 1500, 2000, 2500].map((sentMs) => ({ sentMs, arrivedMs: sentMs + 40 }));
const atOnce = oneByOne.map(({ sentMs }, n) => ({ sentMs, arrivedMs: 2_540 + n }));
const seen: NonNullable<Facts["seen"]> = {
  host: "chat.example.org",
  address: "203.0.113.7",
  peer: "10.0.0.5",
  trusted: true,
  forwarded: { for: 1, proto: "https" },
  proxied: true,
  publicUrl: origin,
  known: true,
};

/** Everything gets through, and was watched to the end. */
const well: Facts = {
  ...noFacts(origin, 65_000),
  watchedMs: 65_000,
  socketIo: good,
  webSocket: good,
  socketPath: 426,
  stream: { status: 200, helloMs: 60, endedMs: null, closing: null },
  shortStream: { status: 200, events: oneByOne, endedMs: 2_600 },
  requests: { status: 200, tookMs: [90, 12, 30, 14], asked: 4 },
  seen,
};
const held: Partial<Facts> = {
  stream: { status: 200, helloMs: null, endedMs: null, closing: null },
  shortStream: { status: 200, events: atOnce, endedMs: 2_550 },
};
const noSockets: Partial<Facts> = { socketIo: refused, webSocket: refused };
const cases: readonly [what: string, facts: Partial<Facts>, faults: object[], outcome: string][] = [
  ["everything gets through", {}, [], "live"],
  ["a proxy refuses the upgrade", noSockets, [{ fault: "socketRefused" }], "stream"],
  [
    "another server answers at the WebSockets' address",
    { ...noSockets, socketPath: 404 },
    [{ fault: "socketElsewhere", status: 404 }],
    "stream",
  ],
  ["nobody said yet who answers there", { ...noSockets, socketPath: null }, [], "stream"],
  ["only one of the two addresses takes the upgrade", { socketIo: refused }, [{ fault: "socketRefused" }], "stream"],
  [
    "a proxy lets the upgrade through and swallows what follows",
    { socketIo: silent, webSocket: silent },
    [{ fault: "socketSilent" }],
    "stream",
  ],
  [
    "a proxy swallows what we say",
    { socketIo: { ...good, echoMs: null }, webSocket: { ...good, echoMs: null } },
    [{ fault: "socketOneWay" }],
    "stream",
  ],
  ["a proxy buffers streams, and nobody needs them", held, [{ fault: "streamBuffered" }], "live"],
  [
    "a proxy refuses the upgrade and buffers streams",
    { ...noSockets, ...held },
    [{ fault: "socketRefused" }, { fault: "streamBuffered" }],
    "polling",
  ],
  [
    "a proxy swallows frames and buffers streams without even their head",
    { socketIo: silent, webSocket: silent, ...held, stream: { ...well.stream, status: null, helloMs: null } },
    [{ fault: "socketSilent" }, { fault: "streamBuffered" }],
    "polling",
  ],
  [
    "a proxy cuts everything after 20 s",
    {
      socketIo: { ...good, endedMs: 20_020 },
      webSocket: { ...good, endedMs: 20_012 },
      stream: { ...well.stream, endedMs: 18_300 },
    },
    [{ fault: "cut", seconds: 20 }],
    "live",
  ],
  [
    "a proxy refuses the upgrade and cuts streams",
    { ...noSockets, stream: { ...well.stream, endedMs: 20_000 } },
    [{ fault: "socketRefused" }, { fault: "cut", seconds: 20 }],
    "stream",
  ],
  [
    "streams are refused",
    {
      stream: { status: 502, helloMs: null, endedMs: 30, closing: null },
      shortStream: { ...well.shortStream, events: [] },
    },
    [{ fault: "streamRefused", status: 502 }],
    "live",
  ],
  [
    "requests take their time",
    { requests: { status: 200, tookMs: [90, 2_000, 1_900, 90], asked: 4 } },
    [{ fault: "requestsSlow", ms: 1_900 }],
    "live",
  ],
  [
    "only the first request takes its time, and one other",
    { requests: { status: 200, tookMs: [4_000, 2_000, 14, 30], asked: 4 } },
    [],
    "live",
  ],
  [
    "only the first request was answered so far, late",
    { requests: { status: 200, tookMs: [4_000], asked: 1 } },
    [],
    "live",
  ],
  [
    "posting is forbidden",
    { requests: { status: 405, tookMs: [], asked: 1 } },
    [{ fault: "requestsFail", status: 405 }],
    "live",
  ],
  [
    "the host is rewritten",
    { seen: { ...seen, host: "127.0.0.1:3000" } },
    [{ fault: "hostRewritten", host: "127.0.0.1:3000" }],
    "live",
  ],
  [
    "the host is named with the port that goes without saying",
    { seen: { ...seen, host: `${seen.host}:443` } },
    [],
    "live",
  ],
  [
    "the server knows neither page nor host, and refuses for that",
    {
      ...noSockets,
      seen: { ...seen, host: "localhost:3000", known: false, publicUrl: "http://localhost:3000" },
      requests: { status: 403, tookMs: [], asked: 1 },
    },
    [
      { fault: "addressUnknown", publicUrl: "http://localhost:3000" },
      { fault: "hostRewritten", host: "localhost:3000" },
    ],
    "stream",
  ],
  [
    "the page's address is not the server's",
    { ...noSockets, seen: { ...seen, known: false, publicUrl: "http://localhost:3000" } },
    [{ fault: "addressUnknown", publicUrl: "http://localhost:3000" }],
    "stream",
  ],
  [
    "the proxy says http of https",
    { seen: { ...seen, forwarded: { for: 1, proto: "http" } } },
    [{ fault: "protoWrong", proto: "http" }],
    "live",
  ],
  [
    "the proxy is not believed",
    { seen: { ...seen, trusted: false } },
    [{ fault: "proxyUntrusted", peer: "10.0.0.5" }],
    "live",
  ],
  [
    "the proxy says nothing of whom it speaks for",
    { seen: { ...seen, forwarded: { for: 0, proto: "https" } } },
    [{ fault: "addressMissing" }],
    "live",
  ],
  [
    "the server itself let us go",
    { socketIo: { ...good, closing: 4429, endedMs: 40 } },
    [{ fault: "limited" }],
    "stream",
  ],
  [
    "nothing gets through at all",
    {
      ...noSockets,
      socketPath: 0,
      stream: { status: null, helloMs: null, endedMs: 5, closing: null },
      shortStream: { status: null, events: [], endedMs: 5 },
      requests: { status: 0, tookMs: [], asked: 1 },
    },
    [
      { fault: "socketElsewhere", status: 0 },
      { fault: "streamRefused", status: 0 },
      { fault: "requestsFail", status: 0 },
    ],
    "nothing",
  ],
  ["nobody is signed in any more", { ...noSockets, signedOut: true }, [], "signedOut"],
];

describe("the fault is named", () => {
  test.each(cases)("%s", (_, facts, faults, expected) => {
    expect(judge({ ...well, ...facts })).toEqual(faults);
    expect(outcome({ ...well, ...facts })).toBe(expected);
  });
});

describe("nothing is said before it is known", () => {
  const begun = noFacts(origin, 65_000);

  test("at the beginning everything is being checked", () => {
    expect(judge(begun)).toEqual([]);
    expect(outcome(begun)).toBe("checking");
    expect([socketState(begun, begun.socketIo), streamState(begun), requestState(begun)]).toEqual(
      Array(3).fill("checking"),
    );
  });

  test("what is late is waited for as long as the chat waits", () => {
    const opened = { ...begun, watchedMs: 3_900, socketIo: silent, webSocket: silent };
    expect(judge(opened)).toEqual([]);
    expect(judge({ ...opened, watchedMs: 4_100 })).toContainEqual({ fault: "socketSilent" });
  });

  test("a stream that says nothing is not called held back before the short one has ended", () => {
    const facts: Facts = {
      ...well,
      ...held,
      watchedMs: 4_500,
      shortStream: { status: 200, events: [], endedMs: null },
    };
    expect(streamState(facts)).toBe("checking");
    expect(judge(facts)).toEqual([]);
  });

  test("a short stream that was cut is no proof that it was held back", () => {
    expect(judge({ ...well, shortStream: { status: 200, events: atOnce.slice(0, 2), endedMs: 900 } })).toEqual([]);
  });

  test("a slow network is not a proxy that buffers", () => {
    const events = oneByOne.map(({ sentMs }) => ({ sentMs, arrivedMs: sentMs * 0.6 + 1_500 }));
    expect(judge({ ...well, shortStream: { status: 200, events, endedMs: 3_000 } })).toEqual([]);
  });
});

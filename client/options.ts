import { type Bounds, defaultBounds } from "./bounds.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Way } from "./connection-state.ts";
import type { Credentials } from "./credentials.ts";
import { indexedDbStorage } from "./indexed-db-storage.ts";
import type { KeyValueStorage } from "./network-memory.ts";
import { memoryStorage, noStorage, type OutboxStorage } from "./outbox-storage.ts";
import { browserSurroundings, noSurroundings, type Surroundings } from "./surroundings.ts";
import type { Browser } from "./tabs/browser.ts";
import { defaultTimings, type Timings } from "./timings.ts";
import type { OpenLink } from "./transports/transport.ts";

export type GatewayClientOptions = {
  /** `https://chat.example.org`; in a browser the page's own origin by default. */
  readonly baseUrl?: string;
  /** The session cookie by default. */
  readonly credentials?: Credentials;
  /** Who is signed in, where the page knows: the outbox is then there before the first connection. */
  readonly userId?: string;
  /**
   * The history (SYN-3) that a page was made in which has something to show first: `start()` then loads rooms and people
   * by REST, and the connection waits for `connect()`.
   */
  readonly epoch?: string;
  /** IndexedDB in a browser, else memory. */
  readonly storage?: OutboxStorage;
  /** Any of the waits, to shorten it. */
  readonly timings?: Partial<Timings>;
  /** How much history is kept. */
  readonly bounds?: Partial<Bounds>;
  /** Milliseconds that events of a busy time are gathered for, so that a page is drawn less often. 0 by default. */
  readonly gatherMs?: number;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Remembers per network what worked; `localStorage` in a browser, else nothing. */
  readonly networkMemory?: KeyValueStorage;
  /** For tests: other ways to the server, another browser. `null`: this page shares its connection with no other. */
  readonly ways?: Readonly<Record<Way, OpenLink>>;
  readonly surroundings?: Surroundings;
  readonly browser?: Browser | null;
};

export type Settings = {
  /** Without a slash at its end; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly inBrowser: boolean;
  readonly userId: string | undefined;
  readonly epoch: string | undefined;
  readonly storage: OutboxStorage;
  readonly timings: Timings;
  readonly bounds: Bounds;
  readonly gatherMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly surroundings: Surroundings;
};

/** What was not given is the browser's, or in Node the plainest that works. */
export function settle(options: GatewayClientOptions): Settings {
  const inBrowser = typeof window !== "undefined" && typeof document !== "undefined";
  const timings = { ...defaultTimings, ...options.timings };
  const clock = options.clock ?? systemClock;
  return {
    baseUrl: (options.baseUrl ?? "").replace(/\/+$/, ""),
    inBrowser,
    userId: options.userId,
    epoch: options.epoch,
    storage: options.storage ?? (inBrowser ? browserStorage() : memoryStorage()),
    timings,
    bounds: { ...defaultBounds, ...options.bounds },
    gatherMs: options.gatherMs ?? 0,
    clock,
    random: options.random ?? Math.random,
    surroundings: options.surroundings ?? (inBrowser ? browserSurroundings(clock, timings.sleepMs) : noSurroundings),
  };
}

const browserStorage = (): OutboxStorage => (typeof indexedDB === "undefined" ? noStorage : indexedDbStorage());

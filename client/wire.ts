/** Everything that speaks to the server, and understands it. A page that was made with its first answers loads it after them. */
import { type Action, type Result, resultSchemas } from "#contract/commands.ts";
import type { Input } from "./connection-state.ts";
import { createHttp } from "./http.ts";
import { createLine, type Line, type LineOptions } from "./line.ts";
import { networkMemory } from "./network-memory.ts";
import type { GatewayClientOptions, Settings } from "./options.ts";
import { createRest, type Rest } from "./rest.ts";
import { createSharedLine, type SharedLineOptions } from "./tabs/shared-line.ts";
import { thisBrowser } from "./tabs/this-browser.ts";
import { later } from "./transports/later.ts";
import { socketIo } from "./transports/socket-io.ts";

export type Wire = {
  readonly rest: Rest;
  /** What a successful reply says; throws where it says nothing that this action can answer. */
  understand<A extends Action>(action: A, payload: unknown): Result<A>;
  line(options: WireLineOptions): WireLine;
};

export type WireLine = Line & {
  /** The first input again, or for the first time. */
  begin(): void;
};

export type WireLineOptions = Omit<LineOptions, "ways" | "clock" | "random" | "timings" | "watched" | "remember"> &
  Pick<SharedLineOptions, "greeting" | "notes" | "heard">;

export function createWire(options: GatewayClientOptions, settings: Settings): Wire {
  const { baseUrl, inBrowser, clock, random, timings, surroundings, userId } = settings;
  const credentials = options.credentials ?? { kind: "cookie" };
  const call: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const http = createHttp({ baseUrl, credentials, fetch: call, clock, requestMs: timings.requestMs });
  // Tabs with one cookie are one person; what a token may do is its own affair.
  const own = inBrowser && credentials.kind === "cookie" ? thisBrowser(clock, random) : null;
  const browser = options.browser === undefined ? own : options.browser;
  const ways = options.ways ?? {
    websocket: socketIo({ baseUrl, credentials, giveUpMs: timings.giveUpMs }),
    // Most networks never need these two.
    sse: later(async () => {
      const { sse } = await import("./transports/sse.ts");
      return sse({ baseUrl, credentials, fetch: call, http, clock, heartbeatMs: timings.sseHeartbeatMs });
    }),
    polling: later(async () => {
      const { polling } = await import("./transports/polling.ts");
      return polling({ http, clock, timings });
    }),
  };
  const storage = options.networkMemory ?? (inBrowser ? pageStorage() : undefined);
  const memory = networkMemory(
    storage,
    baseUrl || (inBrowser ? window.location.origin : ""),
    clock,
    timings.rememberMs,
  );
  const start = (): Extract<Input, { type: "start" }> => ({
    type: "start",
    remembered: memory.recall(),
    online: surroundings.online(),
  });

  return {
    rest: createRest(http),
    // Parsed by this very action's schema, which TypeScript cannot follow through the lookup.
    understand: <A extends Action>(action: A, payload: unknown) => resultSchemas[action].parse(payload) as Result<A>,
    line(own) {
      const { watched } = surroundings;
      const all = { ...own, ways, clock, random, timings, watched, remember: memory.remember };
      const line =
        browser && userId !== undefined ? createSharedLine({ ...all, browser, userId, begin: start }) : createLine(all);
      return { ...line, begin: () => line.take(start()) };
    },
  };
}

/** Reading `localStorage` throws where a browser forbids it. */
function pageStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

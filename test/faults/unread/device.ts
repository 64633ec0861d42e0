/** One of a person's devices: the client over one way, behind a network of its own that can break. */
import type { Way } from "#client/connection-state.ts";
import { createGatewayClient } from "#client/gateway-client.ts";
import type { GatewayClient } from "#client/public.ts";
import { startProxy } from "../../support/broken-proxies.ts";
import type { TestNode } from "../../support/node.ts";
import type { Person } from "../../support/people.ts";

export type Device = {
  readonly way: Way;
  client(): GatewayClient;
  isAway(): boolean;
  /** What is asked of the client; where it is reloaded meanwhile, nobody waits for the answer any more. */
  ask<T>(question: (client: GatewayClient) => Promise<T>): Promise<T | undefined>;
  /** The network breaks under it; it comes back by itself. */
  cut(): void;
  /** No connection until `back`; what it knew it keeps. */
  away(): void;
  back(): void;
  /** Begins anew with nothing. */
  reload(): void;
  connected(): boolean;
  /** After many breaks in a row the client may have taken another way. */
  byItsWay(): boolean;
  close(): Promise<void>;
};

/** Outages are short here, and a lower way stays: all three are what is looked at. */
const timings = {
  pollMinMs: 15,
  pollMaxMs: 40,
  backoffBaseMs: 20,
  backoffMaxMs: 100,
  stableMs: 0,
  climbBaseMs: 3_600_000,
};

export async function startDevice(node: TestNode, { token }: Person, way: Way): Promise<Device> {
  const proxy = await startProxy(() => node.port);
  const note = JSON.stringify({ way, until: Date.now() + 3_600_000 });
  const begin = () => {
    const made = createGatewayClient({
      baseUrl: proxy.url,
      credentials: { kind: "token", token },
      networkMemory: { getItem: () => note, setItem: () => {} },
      timings,
    });
    made.start();
    return made;
  };
  let client = begin();
  let away = false;
  let reloaded = Promise.withResolvers<undefined>();
  return {
    way,
    client: () => client,
    isAway: () => away,
    ask: (question) => Promise.race([question(client), reloaded.promise]),
    cut: () => proxy.cut(),
    away() {
      away = true;
      client.stop();
    },
    back() {
      if (away) client.start();
      away = false;
    },
    reload() {
      client.stop();
      reloaded.resolve(undefined);
      reloaded = Promise.withResolvers();
      client = begin();
      away = false;
    },
    connected: () => ["live", "fallback"].includes(client.connection.get().state),
    byItsWay() {
      const view = client.connection.get();
      return way === "websocket" ? view.state === "live" : view.state === "fallback" && view.transport === way;
    },
    async close() {
      client.stop();
      await proxy.close();
    },
  };
}

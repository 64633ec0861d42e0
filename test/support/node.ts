/** One node in this process, without pages: gateway, domain, store and REST on a database of its own. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ReadableStream } from "node:stream/web";
import type { Pool } from "pg";
import { afterAll, expect } from "vitest";
import { type Limits, liftedLimits } from "#contract/limits.ts";
import { type Config, loadConfig } from "#server/config.ts";
import type { Deliveries, DeliveryTimings } from "#server/deliveries/deliveries.ts";
import type { Facade } from "#server/facade.ts";
import type { Gateway } from "#server/gateway/gateway.ts";
import type { Heartbeats } from "#server/gateway/transport.ts";
import { createNode } from "#server/node.ts";
import { createLogger } from "#server/observability/logger.ts";
import type { Tracing } from "#server/observability/tracing.ts";
import { createPool } from "#server/store/pool.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { freePort } from "./ports.ts";

export type TestNode = {
  /** Where it is reached, without a slash at its end: the public URL, unless a test names another. */
  readonly url: string;
  readonly port: number;
  readonly authSecret: string;
  readonly database: TestDatabase;
  readonly pool: Pool;
  /** To look at what only the node knows, such as how full an outbound buffer is. */
  readonly gateway: Gateway;
  readonly deliveries: Deliveries;
  /** What it logged so far, a line of JSON each. */
  readonly lines: readonly string[];
  /** As Ctrl-C begins. */
  drain(signal?: AbortSignal): Promise<void>;
  /** As it goes on; happens by itself after the file. */
  stop(): Promise<void>;
};

export type NodeOptions = {
  /** On top of the lifted limits: most tests are about something else. */
  readonly limits?: Partial<Limits>;
  readonly heartbeats?: Heartbeats;
  readonly management?: Config["management"];
  readonly metricsToken?: string;
  /** `PUBLIC_URL`, for what depends on it; the node is reached by its loopback address all the same. */
  readonly publicUrl?: string;
  readonly drainSeconds?: number;
  /** `error` unless a test reads the log. */
  readonly logLevel?: Config["logLevel"];
  readonly tracing?: Tracing;
  readonly deliveryTimings?: DeliveryTimings;
  readonly routes?: Config["routes"];
  /** Private addresses that webhooks may be posted to. */
  readonly webhookAllowedAddresses?: readonly string[];
  /** Another node of the same database. */
  readonly beside?: TestNode;
};

/** To be called at the top level of a file. The node stops after the file, which fails if it logged an unexpected error. */
export async function startNode(options: NodeOptions = {}): Promise<TestNode> {
  const { limits = {}, heartbeats, management, metricsToken, drainSeconds = 30, beside } = options;
  const database = beside?.database ?? (await createTestDatabase());
  const authSecret = "only for tests: thirty-two characters or more";
  const port = await freePort();
  const config = {
    ...loadConfig({ PORT: String(port), AUTH_SECRET: authSecret, PUBLIC_URL: options.publicUrl }),
    limits: { ...liftedLimits, ...limits },
    management,
    metricsToken,
    drainSeconds,
    routes: options.routes ?? {},
    webhookAllowedAddresses: options.webhookAllowedAddresses ?? [],
  };
  const pool = createPool(database.url, { max: 8 });
  const lines: string[] = [];
  const log = createLogger(
    { logLevel: options.logLevel ?? "error", logFormat: "json", nodeName: "test" },
    { write: (line) => void lines.push(line) },
  );
  const node = createNode({
    config,
    authSecret,
    pool,
    log,
    page: answerRest,
    ...(heartbeats ? { heartbeats } : {}),
    ...(options.tracing ? { tracing: options.tracing } : {}),
    ...(options.deliveryTimings ? { deliveryTimings: options.deliveryTimings } : {}),
  });
  node.server.listen(port, "127.0.0.1");
  await once(node.server, "listening");
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= node.stop();
    return stopped;
  };
  afterAll(async () => {
    await stop();
    node.server.closeAllConnections();
    node.server.close();
    await pool.end();
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });
  const drain = (signal = new AbortController().signal) => node.drain(signal);
  return {
    url: `http://localhost:${port}`,
    port,
    authSecret,
    database,
    pool,
    gateway: node.gateway,
    deliveries: node.deliveries,
    lines,
    drain,
    stop,
  };
}

/** What Next's route handler does with a request under /api/v1. */
async function answerRest(request: IncomingMessage, response: ServerResponse, facade: Facade): Promise<void> {
  const { method = "GET", headers, url = "/" } = request;
  const body = method === "GET" || method === "HEAD" ? undefined : await buffer(request);
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
  const answer = await facade.rest(
    new Request(new URL(url, `http://${headers.host}`), {
      method,
      headers: pairs,
      ...(body && body.length > 0 ? { body: new Uint8Array(body) } : {}),
    }),
  );
  response.statusCode = answer.status;
  // As Next does: what was set before stays.
  for (const [name, value] of answer.headers) if (!response.hasHeader(name)) response.setHeader(name, value);
  // The DOM's and Node's declarations of the same stream differ by name only.
  if (answer.body) Readable.fromWeb(answer.body as ReadableStream).pipe(response);
  else response.end();
}

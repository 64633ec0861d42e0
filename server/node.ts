/** One node, put together: everything between a database and an HTTP server, but for the pages. */
import "./issue-texts.ts";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Pool } from "pg";
import proxyAddr from "proxy-addr";
import { createAuth } from "./auth/create-auth.ts";
import { createMemoryBroker } from "./broker/memory.ts";
import { stamped } from "./broker/stamped.ts";
import type { Config } from "./config.ts";
import { type Deliveries, type DeliveryTimings, startDeliveries } from "./deliveries/deliveries.ts";
import { welcome } from "./domain/accounts/welcome.ts";
import { briefly } from "./domain/briefly.ts";
import { createDomain } from "./domain/create-domain.ts";
import type { Facade } from "./facade.ts";
import { drain } from "./gateway/drain.ts";
import { Entry } from "./gateway/entry.ts";
import { Gateway } from "./gateway/gateway.ts";
import { liveConnections } from "./gateway/live-connections.ts";
import type { Heartbeats } from "./gateway/transport.ts";
import { watch } from "./gateway/watch.ts";
import { createHttpServer } from "./http.ts";
import { createIncomingRoute } from "./incoming/incoming.ts";
import { createManagementApi } from "./management/connections.ts";
import { createRoutes } from "./management/routes/routes.ts";
import { createMetricsRoute } from "./metrics-route.ts";
import { createFigures } from "./observability/figures.ts";
import { createJournal } from "./observability/journal.ts";
import { LiveCounts } from "./observability/live-counts.ts";
import type { Logger } from "./observability/logger.ts";
import { tracedMeasures } from "./observability/measures.ts";
import { createMetrics, type Readings } from "./observability/metrics.ts";
import { Occasionally } from "./observability/occasionally.ts";
import { createReport } from "./observability/report.ts";
import { type Tracing, untraced } from "./observability/tracing.ts";
import { createFacade } from "./rest/create-facade.ts";
import { createRates } from "./rest/rates.ts";
import { createDeliveryStore } from "./store/deliveries.ts";
import { createIdentityStore } from "./store/identity-store.ts";
import { createIntegrationStore } from "./store/integration-store.ts";
import { measuredCommits, measuredStore } from "./store/measured.ts";
import { createQueuePool } from "./store/pool.ts";
import { createPrisma } from "./store/prisma.ts";
import { prune } from "./store/prune.ts";
import { createStore } from "./store/store.ts";
import { createWriter } from "./store/writer.ts";
import { CommandsTransport } from "./transports/commands.ts";
import { ProbeRoutes } from "./transports/probe.ts";
import { SocketIoTransport } from "./transports/socket-io.ts";
import { SseTransport } from "./transports/sse.ts";
import { WebSocketTransport } from "./transports/websocket.ts";
import { underWay } from "./under-way.ts";

type Options = {
  readonly config: Config;
  readonly authSecret: string;
  readonly pool: Pool;
  readonly log: Logger;
  /** Answers whatever is not the gateway's. */
  readonly page: (request: IncomingMessage, response: ServerResponse, facade: Facade) => Promise<void>;
  readonly heartbeats?: Heartbeats;
  readonly tracing?: Tracing;
  /** The usual, unless a test cannot wait that long. */
  readonly deliveryTimings?: DeliveryTimings;
  readonly pageUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type Node = {
  readonly server: Server;
  readonly facade: Facade;
  readonly gateway: Gateway;
  readonly deliveries: Deliveries;
  /**
   * Lets nobody new in, sends everyone away within DRAIN_SECONDS (`gateway/drain.ts`), and resolves when they are gone.
   * The signal cuts it short.
   */
  drain(signal: AbortSignal): Promise<void>;
  /** Resolves when what was asked for is answered, within the time that a command may take. */
  finished(signal: AbortSignal): Promise<void>;
  /** Says goodbye on every connection that is left and lets commands under way finish. */
  stop(): Promise<void>;
};

/** Of deliveries, counted for whoever scrapes. */
const maxBacklog = 10_000;
const backlogEveryMs = 5_000;
/** A database that is slow or away shall not hold up a scrape. */
const backlogPatienceMs = 500;
const pruneEveryMs = 60 * 60 * 1000;
/** Clients of a stopping node come back within this span, not all at once. */
const goodbyeSpreadMs = 1_000;
const finishMs = 10_000;

export function createNode({
  config,
  authSecret,
  pool,
  log,
  page,
  pageUpgrade,
  heartbeats,
  deliveryTimings,
  tracing = untraced,
}: Options): Node {
  const onError = createReport(log);
  const prisma = createPrisma(pool);
  const readings = (): Readings => ({
    links: function* () {
      for (const { link } of gateway.connections.values()) yield link;
    },
    slowConsumers: () => gateway.slowConsumers,
    leaving: () => gateway.closing,
    waitingMessages: () => writer.waiting,
    pool: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      most: pool.options.max,
    }),
    backlog: () => backlog.within(backlogPatienceMs),
  });
  const metrics = createMetrics(readings);
  const counts = new LiveCounts();
  const measures = counts.listening(tracedMeasures(metrics.measures, tracing));
  const writer = createWriter(measuredCommits(pool, measures));
  const store = measuredStore(createStore(pool, prisma, writer), measures, tracing);
  const identityStore = createIdentityStore(pool, prisma);
  const broker = stamped(createMemoryBroker(onError));
  const domain = createDomain(store, broker, config.limits);
  const auth = createAuth(
    { ...config, authSecret, limited: config.limits.commandsPerSecond !== null },
    { store: identityStore, onNewMember: (actor) => welcome(domain, actor).catch(onError) },
  );
  const rates = createRates(config.limits);
  const integrations = createIntegrationStore(pool);
  const deliveryStore = createDeliveryStore(pool);
  const backlog = new Occasionally(() => deliveryStore.backlog(maxBacklog), backlogEveryMs, onError);
  const routes = createRoutes({ routes: config.routes, store: deliveryStore, onError });
  const gateway = new Gateway({
    routes,
    node: config.nodeName,
    limits: config.limits,
    reads: store,
    broker,
    authenticator: auth.authenticator,
    user: async (userId) => (await identityStore.accounts.profile(userId))?.user ?? null,
    onError,
    measures,
    journal: createJournal(log),
    figures: createFigures({
      node: config.nodeName,
      counts,
      readings: readings(),
      deadLetters: () => deliveryStore.dead(),
      onError,
    }),
    heartbeats,
  });
  const facade = createFacade({
    config: { ...config, authSecret },
    auth,
    store: identityStore,
    integrations,
    domain,
    connections: liveConnections(gateway),
    rates,
    onError,
  });
  const entry = new Entry({ gateway, domain, rates, onError, tracing });
  const trust = proxyAddr.compile([...config.trustedProxies]);
  const addressOf = (request: IncomingMessage) => proxyAddr(request, trust);
  const reached = briefly(() => reaches(pool));
  const transports = {
    websocket: new WebSocketTransport({ gateway, entry, addressOf, onError }),
    socketIo: new SocketIoTransport({ gateway, entry, addressOf, onError }),
    sse: new SseTransport({ gateway, addressOf, onError }),
    commands: new CommandsTransport({ gateway, entry, refusals: rates.refusals, onError }),
  };
  const server = createHttpServer({
    config,
    addressOf,
    transports,
    probe: new ProbeRoutes({ ...config, gateway, addressOf, trusts: (address) => trust(address, 0), onError }),
    management: createManagementApi({ gateway, keys: config.management, onError }),
    metrics: createMetricsRoute({
      metrics,
      token: config.metricsToken,
      publicUrlIsLoopback: config.publicUrlIsLoopback,
    }),
    incoming: createIncomingRoute({
      store: integrations.incoming,
      domain,
      addressOf,
      posts: rates.posts,
      messages: rates.messages,
      textLength: config.limits.textLength,
      onError,
    }),
    ready: async () => !gateway.closing && (await reached()),
    page: (request, response) => page(request, response, facade),
    pageUpgrade: pageUpgrade ?? ((_, socket) => socket.destroy()),
    onError,
  });
  const queuePool = createQueuePool(pool, onError);
  const deliveries = startDeliveries({
    pool: queuePool,
    store: deliveryStore,
    allowedAddresses: config.webhookAllowedAddresses,
    routeOf: routes.targetOf,
    timings: deliveryTimings,
    measures,
    onError,
  });
  const requests = underWay(server, (path) => path.startsWith("/ws/"));
  const stopWatching = watch(gateway, onError);
  const pruning = setInterval(() => void prune(pool).catch(onError), pruneEveryMs);

  return {
    server,
    facade,
    gateway,
    deliveries,
    async drain(signal) {
      requests.leave();
      log.info({ connections: gateway.connections.size, withinSeconds: config.drainSeconds }, "draining");
      await drain(gateway, { maxMs: config.drainSeconds * 1000, signal });
      log.info({ connections: gateway.connections.size }, signal.aborted ? "draining was cut short" : "drained");
    },
    finished: (signal) => requests.finished(finishMs, signal),
    async stop() {
      gateway.closing = true;
      clearInterval(pruning);
      stopWatching();
      gateway.closeAll(1012, goodbyeSpreadMs);
      for (const transport of [transports.websocket, transports.socketIo, transports.sse]) transport.stop();
      await writer.drained();
      await routes.stop();
      await deliveries.stop();
      await queuePool.end();
      gateway.stop();
      metrics.stop();
      await broker.close();
      await prisma.$disconnect();
    },
  };
}

async function reaches(pool: Pool): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}

/** Counts what a node does, for Prometheus. docs/operations.md has a line for each metric; a test holds the two together. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { type Action, actionTable } from "#contract/commands.ts";
import type { Carrier, Ending, Measures } from "./measures.ts";
import { preciseNow } from "./precise-time.ts";
import { processMetrics } from "./process-metrics.ts";
import { survey } from "./survey.ts";

/** What is looked up when somebody asks, as nobody needs it in between. */
export type Readings = {
  /** Every open connection. */
  links(): Iterable<{ readonly kind: Carrier; bufferedBytes(): number }>;
  slowConsumers(): number;
  /** Whether the node sends its connections away. */
  leaving(): boolean;
  /** Messages accepted and not yet committed. */
  waitingMessages(): number;
  /** Of connections to the database: how many there are, idle ones among them, and who waits for one. */
  pool(): { readonly open: number; readonly idle: number; readonly waiting: number; readonly most: number };
  /** In the whole database, however many nodes it has; null where that is not known. */
  backlog(): Promise<Backlog | null>;
};

/** What waits to be posted to services outside, and dead letters, each counted up to some bound. */
type Backlog = { readonly waiting: number; readonly dead: number };

export type Metrics = {
  readonly measures: Measures;
  readonly contentType: string;
  /** Prometheus' text format. */
  text(): Promise<string>;
  stop(): void;
};

/** Seconds. From what a node alone takes to what a person gives up at. */
const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const audiences = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];
const batches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const carriers = ["socket.io", "websocket", "sse"] as const satisfies readonly Carrier[];

/** `read` is asked at each scrape. */
export function createMetrics(read: () => Readings): Metrics {
  const registers = [new Registry()];
  const [registry] = registers;
  if (!registry) throw new Error("there is no registry");

  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    { buckets = seconds, labelNames = [] }: { buckets?: number[]; labelNames?: readonly L[] } = {},
  ) => new Histogram<L>({ name, help, labelNames, buckets, registers });
  const gauge = (name: string, help: string, value: (readings: Readings) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value(read()));
      },
    });

  const connects = counter("parley_connects_total", "Connections that were opened.", ["transport"]);
  const disconnects = counter("parley_disconnects_total", "Connections that ended, by close code.", [
    "transport",
    "code",
  ]);
  const commands = counter("parley_commands_total", "Commands that were answered.", ["action", "result"]);
  const commandSeconds = histogram("parley_command_duration_seconds", "From reading a command to its reply.", {
    labelNames: ["action"],
  });
  const repeats = counter("parley_repeated_commands_total", "Commands that came again after they were carried out.");
  const commits = histogram("parley_commit_duration_seconds", "What one commit took in the database.", {
    labelNames: ["kind"],
  });
  const batchSizes = histogram("parley_commit_batch_messages", "Messages that shared one commit.", {
    buckets: batches,
  });
  const publishToDeliver = histogram(
    "parley_publish_to_deliver_seconds",
    "From publishing a change to handing it to the last connection of this node.",
  );
  const sendToDeliver = histogram(
    "parley_send_to_deliver_seconds",
    "From reading a command to handing its change to the last connection of this node.",
  );
  const fanOut = histogram("parley_fan_out_connections", "Connections of this node that a change went to.", {
    buckets: audiences,
  });
  const catchUps = counter("parley_catch_ups_total", "Rooms read from the database in place of live delivery.", [
    "reason",
    "result",
  ]);
  const slowed = counter("parley_slow_consumers_total", "Times that a connection read too slowly to be queued for.");

  const tries = counter("parley_deliveries_total", "Tries to post to services outside.", ["to", "result"]);

  const backlog = (name: string, help: string, which: keyof Backlog) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const counts = await read().backlog();
        // What is not known is not 0.
        if (counts === null) this.remove();
        else this.set(counts[which]);
      },
    });
  backlog("parley_deliveries_waiting", "What waits to be posted to services outside.", "waiting");
  backlog("parley_dead_letters", "Dead letters.", "dead");

  gauge("parley_draining", "1 while the node sends its connections away.", (now) => (now.leaving() ? 1 : 0));
  gauge("parley_slow_consumers", "Connections that read too slowly to be queued for.", (now) => now.slowConsumers());
  gauge("parley_waiting_messages", "Messages that wait for their commit.", (now) => now.waitingMessages());
  new Gauge({
    name: "parley_database_connections",
    help: "Connections to the database.",
    labelNames: ["state"],
    registers,
    collect() {
      const { open, idle } = read().pool();
      this.set({ state: "busy" }, open - idle);
      this.set({ state: "idle" }, idle);
    },
  });
  gauge("parley_database_connections_max", "As many as there may be.", (now) => now.pool().most);
  gauge("parley_database_waiting", "Requests that wait for a connection.", (now) => now.pool().waiting);
  const queued = new Gauge({ name: "parley_queued_bytes", help: "Bytes queued for connections.", registers });
  new Gauge({
    name: "parley_connections",
    help: "Open connections.",
    labelNames: ["transport"],
    registers,
    async collect() {
      const { counts, bytes } = await survey(read().links());
      for (const transport of carriers) this.set({ transport }, counts[transport]);
      queued.set(bytes);
    },
  });
  const stopProcessMetrics = processMetrics(registers);

  for (const transport of carriers) connects.inc({ transport }, 0);
  for (const action of Object.keys(actionTable)) commands.inc({ action, result: "ok" }, 0);
  for (const reason of ["sync", "resume", "slowConsumer", "gap"] as const)
    for (const result of ["caughtUp", "reset"] as const) catchUps.inc({ reason, result }, 0);

  for (const to of ["webhook", "route"] as const)
    for (const result of ["arrived", "failed", "dead"] as const) tries.inc({ to, result }, 0);

  const measures: Measures = {
    tried: (to, result) => tries.inc({ to, result }),
    connected: (transport) => connects.inc({ transport }),
    disconnected: (transport: Carrier, code: Ending) => disconnects.inc({ transport, code: String(code) }),
    answered(action: Action | "other", result, took) {
      commands.inc({ action, result });
      commandSeconds.observe({ action }, took);
    },
    repeated: () => repeats.inc(),
    committed: (kind, took) => commits.observe({ kind }, took),
    batched: (messages) => batchSizes.observe(messages),
    delivered(connections, { publishedMs, cause }) {
      fanOut.observe(connections);
      if (publishedMs === undefined) return;
      const now = preciseNow();
      // The clocks of two nodes may differ a little.
      publishToDeliver.observe(Math.max(0, now - publishedMs) / 1000);
      if (cause) sendToDeliver.observe(Math.max(0, now - cause.receivedMs) / 1000);
    },
    caughtUp: (reason, result) => catchUps.inc({ reason, result }),
    slowed: () => slowed.inc(),
  };
  return { measures, contentType: registry.contentType, text: () => registry.metrics(), stop: stopProcessMetrics };
}

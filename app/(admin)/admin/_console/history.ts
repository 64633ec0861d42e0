/** What was measured in the last quarter of an hour, kept in the page and nowhere else. */
import type { Measured } from "#contract/measured.ts";

const keepMs = 15 * 60_000;
/** One a second, and room for those that came a little early. */
const most = 1_000;
/** Beyond this nobody knows what was in between: the line breaks. */
const gapMs = 5_000;

/** Per second where it is a rate; null where nothing is known. */
export type Values = ReturnType<typeof valuesOf>;
export type SeriesName = keyof Values;

export type Sample = {
  /** Epoch milliseconds, by the server's clock. */
  readonly at: number;
  readonly values: Readonly<Record<SeriesName, number | null>>;
  readonly disconnects: Counts;
  readonly commands: Counts;
};
type Counts = Readonly<Record<string, number>>;

export type History = {
  readonly last: Measured;
  /** Epoch milliseconds, by this page's clock. */
  readonly heardAt: number;
  /** Ascending by time. */
  readonly samples: readonly Sample[];
};

export function recorded(history: History | null, measured: Measured, heardAt: number): History {
  const sample = sampleOf(measured);
  const before = history?.samples.at(-1);
  if (!history || !before || history.last.node !== measured.node) return { last: measured, heardAt, samples: [sample] };
  if (sample.at <= before.at) return { ...history, heardAt };
  // Of a node that was started again the past is another's, too.
  if (measured.uptimeSeconds < history.last.uptimeSeconds) return { last: measured, heardAt, samples: [sample] };
  const since = sample.at - keepMs;
  const kept = history.samples.filter(({ at }) => at >= since).slice(1 - most);
  const gap = sample.at - before.at > gapMs ? [emptyAt(before.at + 1)] : [];
  return { last: measured, heardAt, samples: [...kept, ...gap, sample] };
}

export type Summary = {
  readonly now: number | null;
  readonly mean: number | null;
  readonly highest: number | null;
};

/** One series in numbers, for whoever cannot or need not see its line. */
export function summary(samples: readonly Sample[], name: SeriesName): Summary {
  const known = samples.map(({ values }) => values[name]).filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  return {
    now: samples.at(-1)?.values[name] ?? null,
    mean: known.length === 0 ? null : sum / known.length,
    highest: known.length === 0 ? null : Math.max(...known),
  };
}

/** How often each was counted, the most frequent first. */
export function counted(samples: readonly Sample[], what: "disconnects" | "commands"): readonly [string, number][] {
  const sums = new Map<string, number>();
  for (const sample of samples)
    for (const [name, count] of Object.entries(sample[what])) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].sort(([, a], [, b]) => b - a);
}

const sampleOf = (measured: Measured): Sample => ({
  at: Date.parse(measured.at),
  values: valuesOf(measured),
  disconnects: measured.disconnects,
  commands: measured.commands,
});

const emptyAt = (at: number): Sample => ({ at, values: nothing, disconnects: {}, commands: {} });

function valuesOf(measured: Measured) {
  const { seconds, connections, database, sendToDeliver10: took, eventLoopLag: lag } = measured;
  const rate = (count: number): number | null => (seconds > 0 ? count / seconds : null);
  return {
    socketIo: connections["socket.io"] ?? 0,
    webSocket: connections.websocket ?? 0,
    sse: connections.sse ?? 0,
    p50: took?.p50 ?? null,
    p95: took?.p95 ?? null,
    p99: took?.p99 ?? null,
    messages: rate(measured.messages),
    commands: rate(total(measured.commands)),
    deliveries: rate(measured.deliveries),
    connects: rate(measured.connects),
    disconnects: rate(total(measured.disconnects)),
    slow: measured.slowConsumers,
    queued: measured.queuedBytes,
    lag50: lag?.p50 ?? null,
    lagMax: lag?.max ?? null,
    busy: database.open - database.idle,
    waiting: database.waiting,
    unsaved: measured.waitingMessages,
    dead: measured.deadLetters,
  };
}

const nothing: Sample["values"] = {
  socketIo: null,
  webSocket: null,
  sse: null,
  p50: null,
  p95: null,
  p99: null,
  messages: null,
  commands: null,
  deliveries: null,
  connects: null,
  disconnects: null,
  slow: null,
  queued: null,
  lag50: null,
  lagMax: null,
  busy: null,
  waiting: null,
  unsaved: null,
  dead: null,
};

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

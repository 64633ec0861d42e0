/**
 * Frames and tasks, read from a trace of Chromium. A frame is a PipelineReporter of the page's own compositor whose state
 * says that it was presented; its end is the moment of presentation. How long a frame stood is the time from one
 * presentation to the next, between two frames that follow each other while something still moves: after a frame that had
 * nothing to show (STATE_NO_UPDATE_DESIRED) nobody waited. A task is a RunTask of the
 * page's main thread; it is judged by its processor time, as other work on this machine is not its fault.
 */
import type { Browser, Page } from "@playwright/test";
import { z } from "zod";

const reporterSchema = z.object({ state: z.string(), has_missing_content: z.boolean().optional() });
const eventSchema = z.object({
  name: z.string(),
  cat: z.string().default(""),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds. */
  ts: z.number().default(0),
  dur: z.number().default(0),
  /** Of it, what the thread had the processor. */
  tdur: z.number().optional(),
  id2: z.object({ local: z.string() }).partial().optional(),
  id: z.union([z.string(), z.number()]).optional(),
  args: z
    .object({
      name: z.string(),
      frame_reporter: reporterSchema,
      /** Its name until Chromium 140 or so. */
      chrome_frame_reporter: reporterSchema,
    })
    .partial()
    .catch({}),
});
type TraceEvent = z.infer<typeof eventSchema>;
const traceSchema = z.object({ traceEvents: z.array(z.unknown()) });
const wanted = z.object({
  name: z.enum(["PipelineReporter", "RunTask", "thread_name", "bench-begin", "bench-end"]),
});

/** No more than is read: each further one slows what is measured. */
const categories = [
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-devtools.timeline.frame",
  "blink.user_timing",
];

export type Traced = {
  /** Milliseconds from one presented frame to the next, while something moved. */
  readonly frames: readonly number[];
  readonly dropped: number;
  /** Presented with a part that was not drawn yet. */
  readonly blank: number;
  /** Milliseconds of processor time of each task of the page's main thread. */
  readonly tasks: readonly number[];
};

/** What the page's renderer did while `work` ran. */
export async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<Traced> {
  await browser.startTracing(page, { categories });
  await page.evaluate(() => void performance.mark("bench-begin"));
  await work();
  await page.evaluate(() => void performance.mark("bench-end"));
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString("utf8")));
  return read(traceEvents.filter((event) => wanted.safeParse(event).success).map((event) => eventSchema.parse(event)));
}

function read(events: readonly TraceEvent[]): Traced {
  const begin = events.find(({ name }) => name === "bench-begin");
  const end = events.find(({ name }) => name === "bench-end");
  if (!begin || !end) throw new Error("The trace has no marks.");
  const main = events.find(
    ({ ph, pid, name, args }) =>
      ph === "M" && pid === begin.pid && name === "thread_name" && args.name === "CrRendererMain",
  );
  const during = (ts: number) => ts >= begin.ts && ts <= end.ts;
  const tasks = events
    .filter((event) => event.ph === "X" && event.pid === begin.pid && event.tid === main?.tid && during(event.ts))
    .filter(({ name }) => name === "RunTask")
    .map(({ dur, tdur = dur }) => tdur / 1000);
  return {
    ...framesOf(
      events.filter(({ pid }) => pid === begin.pid),
      during,
    ),
    tasks,
  };
}

/** Microseconds. */
const sameFrame = 1_000;
type Frame = { readonly state: string; readonly blank: boolean };

function framesOf(events: readonly TraceEvent[], during: (ts: number) => boolean) {
  const begun = new Map<string, Frame>();
  const ended: (Frame & { readonly at: number })[] = [];
  for (const { name, ph, id, id2, ts, args } of events) {
    if (name !== "PipelineReporter") continue;
    const key = String(id2?.local ?? id);
    const reporter = args.frame_reporter ?? args.chrome_frame_reporter;
    if (ph === "b" && reporter) begun.set(key, { state: reporter.state, blank: reporter.has_missing_content ?? false });
    const frame = begun.get(key);
    if (ph !== "e" || !frame) continue;
    begun.delete(key);
    if (during(ts)) ended.push({ ...frame, at: ts });
  }
  ended.sort((a, b) => a.at - b.at);
  const frames: number[] = [];
  let [dropped, blank] = [0, 0];
  let last: number | null = null;
  for (const { at, state, blank: missing } of ended) {
    if (state === "STATE_NO_UPDATE_DESIRED") last = null;
    else if (state === "STATE_DROPPED") dropped += 1;
    else if (state.startsWith("STATE_PRESENTED")) {
      // What the main thread and the compositor had to show came at once: one frame.
      if (last !== null && at - last < sameFrame) continue;
      if (last !== null) frames.push((at - last) / 1000);
      if (missing) blank += 1;
      last = at;
    }
  }
  return { frames, dropped, blank };
}

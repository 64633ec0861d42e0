/** A hand that turns the wheel upward through thousands of messages, and back down. */
import type { Browser, CDPSession, Page } from "@playwright/test";
import { enterRoom, viewport, visit } from "./browser.ts";
import type { Office } from "./office.ts";
import { type Traced, traced } from "./trace.ts";
import { figuresOf, inWords, type Verdict } from "./verdict.ts";

const through = 3_000;
const targetMs = 50;
/**
 * Some 60 messages a second, in one movement after another. The browser makes the movements: of those made from here,
 * some would come too late for their frame, and it is not the page that waited then.
 */
const pixelsPerSecond = 3_600;
const strokePx = 20_000;
const withinMs = 120_000;

export async function measureScrolling(browser: Browser, office: Office, verdict: Verdict): Promise<void> {
  verdict.heading(`Scrolling by wheel through ${through.toLocaleString("en")} messages, up and down again`);
  const plain = await overPlainList(browser);
  const there = await visit(browser, office);
  await enterRoom(there, office);
  const { page } = there;
  const newest = await firstSeq(page);
  let reached = newest;
  const up = await traced(browser, page, async () => {
    reached = await wheel(there.cdp, page, -1, (seq) => seq <= newest - through);
  });
  let back = reached;
  const down = await traced(browser, page, async () => {
    back = await wheel(there.cdp, page, 1, (seq) => seq >= newest);
  });
  verdict.line(`up over ${newest - reached} numbers, down over ${back - reached}`);
  report("a plain list of 3,000 lines", plain, verdict);
  report("up", up, verdict);
  report("down", down, verdict);
  const [frames, tasks] = [figuresOf([...up.frames, ...down.frames]), figuresOf([...up.tasks, ...down.tasks])];
  if (newest - reached < through)
    verdict.target("messages that could not be reached", newest - reached - through, 0, String);
  verdict.target("the longest frame", frames.max, targetMs);
  verdict.target("the longest task of the main thread", tasks.max, targetMs);
  await there.close();
}

function report(name: string, { frames, dropped, blank, tasks }: Traced, verdict: Verdict): void {
  const long = tasks.filter((task) => task > targetMs).length;
  verdict.line(
    `${name}: ${frames.length} frames, ${inWords(figuresOf(frames))}, ${dropped} dropped, ${blank} with a blank part`,
  );
  verdict.line(`  main thread: ${long} tasks over 50 ms, longest ${figuresOf(tasks).max.toFixed(1)} ms`);
}

/** Turns until the first visible message satisfies; answers its seq. */
async function wheel(cdp: CDPSession, page: Page, direction: 1 | -1, done: (seq: number) => boolean): Promise<number> {
  const deadline = performance.now() + withinMs;
  let seq = await firstSeq(page);
  while (!done(seq) && performance.now() < deadline) {
    await turn(cdp, direction * strokePx);
    seq = await firstSeq(page);
  }
  return seq;
}

const turn = (cdp: CDPSession, distance: number): Promise<unknown> =>
  cdp.send("Input.synthesizeScrollGesture", {
    x: viewport.width / 2,
    y: viewport.height / 2,
    yDistance: -distance,
    speed: pixelsPerSecond,
    gestureSourceType: "mouse",
    preventFling: true,
  });

const firstSeq = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-seq]")];
    return Number(rows.find((row) => row.getBoundingClientRect().bottom > 100)?.dataset.seq ?? Number.NaN);
  });

/** What this machine and browser can do at best: the same turns over a page without any script. */
async function overPlainList(browser: Browser): Promise<Traced> {
  const page = await browser.newPage({ viewport });
  const lines = Array.from({ length: 3_000 }, (_, n) => `<p>Line ${n}, of a length that messages have, too.</p>`);
  await page.setContent(`<main style="height:100vh;overflow:auto">${lines.join("")}</main>`);
  const cdp = await page.context().newCDPSession(page);
  const found = await traced(browser, page, () => turn(cdp, strokePx).then(() => undefined));
  await page.close();
  return found;
}

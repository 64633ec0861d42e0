/** A hand that turns the wheel upward through thousands of messages, and back down. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { enterRoom, viewport, visit } from "./browser.ts";
import type { Office } from "./office.ts";
import { type Traced, traced } from "./trace.ts";
import { figuresOf, inWords, type Verdict } from "./verdict.ts";

const through = 3_000;
const targetMs = 50;
/** Pixels each turn, and turns a second: some 50 messages a second. */
const turn = 120;
const turnMs = 33;
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
    reached = await wheel(page, -turn, (seq) => seq <= newest - through);
  });
  let back = reached;
  const down = await traced(browser, page, async () => {
    back = await wheel(page, turn, (seq) => seq >= newest);
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
async function wheel(page: Page, delta: number, done: (seq: number) => boolean): Promise<number> {
  await page.mouse.move(viewport.width / 2, viewport.height / 2);
  const deadline = performance.now() + withinMs;
  let seq = await firstSeq(page);
  for (let n = 1; !done(seq) && performance.now() < deadline; n += 1) {
    const next = performance.now() + turnMs;
    await page.mouse.wheel(0, delta);
    if (n % 30 === 0) seq = await firstSeq(page);
    await sleep(Math.max(0, next - performance.now()));
  }
  return seq;
}

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
  const found = await traced(browser, page, async () => {
    await page.mouse.move(viewport.width / 2, viewport.height / 2);
    for (let n = 0; n < 200; n += 1) {
      await page.mouse.wheel(0, turn);
      await sleep(turnMs);
    }
  });
  await page.close();
  return found;
}

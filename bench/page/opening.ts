/** From the address to the first message on the screen, in a browser that was never here. */
import type { Browser } from "@playwright/test";
import { viewport, visit } from "./browser.ts";
import type { Office } from "./office.ts";
import { figuresOf, inWords, type Verdict } from "./verdict.ts";

const times = 5;
const targetMs = 1_000;
const slow = 4;

export async function measureOpening(browser: Browser, office: Office, verdict: Verdict): Promise<void> {
  verdict.heading("Opening the room on its newest message: navigation → first message painted");
  // One to warm up the server, as the first visitor of a day is not what is asked about.
  await open(browser, office, 1);
  verdict.line(`beside it, the sign-in page's first paint: ${inWords(figuresOf(await signInPage(browser, office)))}`);
  const figures = [];
  for (const slowdown of [1, slow]) {
    const values: number[] = [];
    for (let n = 0; n < times; n += 1) values.push(await open(browser, office, slowdown));
    figures.push(figuresOf(values));
  }
  const [plain, slowed] = figures;
  if (!plain || !slowed) return;
  verdict.line(`empty caches, ${times} times: ${inWords(plain)}`);
  verdict.line(`empty caches, CPU ${slow} times slower, ${times} times: ${inWords(slowed)}`);
  verdict.target("the newest message, median", plain.p50, targetMs);
}

async function open(browser: Browser, office: Office, slowdown: number): Promise<number> {
  const { page, close } = await visit(browser, office, slowdown);
  await page.goto(office.path, { waitUntil: "commit" });
  const at = await page.evaluate(() => window.benchOpened);
  // The right messages, and not just any.
  await page.locator(`[data-seq="${office.filled.moments.at(-1)?.seq}"]`).waitFor({ state: "visible" });
  await close();
  return at;
}

/** What navigation and framework cost on this machine where nothing is to be loaded. */
async function signInPage(browser: Browser, { server }: Office): Promise<number[]> {
  const values: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const context = await browser.newContext({ baseURL: server.url, viewport });
    const page = await context.newPage();
    await page.goto("/sign-in");
    values.push(
      await page.evaluate(async () => {
        const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
        while (painted() === undefined) await new Promise(requestAnimationFrame);
        return painted() ?? Number.NaN;
      }),
    );
    await context.close();
  }
  return values;
}

/** From a permalink, or a date, to the message on the screen, within the running app. */
import type { Browser, Page } from "@playwright/test";
import { enterRoom, visit } from "./browser.ts";
import type { Office } from "./office.ts";
import { figuresOf, inWords, type Verdict } from "./verdict.ts";

const yearMs = 365 * 24 * 60 * 60 * 1000;
const times = 8;
const targetMs = 500;

export async function measureJumping(browser: Browser, office: Office, verdict: Verdict): Promise<void> {
  verdict.heading(
    "Jumping to a message from a year ago: permalink opened in the running app → highlighted on the screen",
  );
  const there = await visit(browser, office);
  await enterRoom(there, office);
  const { moments } = office.filled;
  const ago = moments.findIndex(({ at }) => at > Date.now() - yearMs);
  const links: number[] = [];
  const dates: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const from = firstOfDay(moments, ago + n * 900);
    links.push(await byLink(there.page, office.path, from.seq));
    // Elsewhere, some weeks earlier.
    dates.push(await byDate(there.page, firstOfDay(moments, ago + n * 900 - 5_000)));
  }
  const [link, date] = [figuresOf(links), figuresOf(dates)];
  verdict.line(`by permalink, ${times} places, each new: ${inWords(link)}`);
  verdict.line(`by date, ${times} days, each new: ${inWords(date)}`);
  verdict.target("permalink → highlighted message, longest", link.max, targetMs);
  verdict.target("date → its first message, longest", date.max, targetMs);
  await there.close();
}

/** Milliseconds. */
const byLink = (page: Page, path: string, seq: number): Promise<number> =>
  page.evaluate(
    async ({ path, seq }) => {
      const began = performance.now();
      // What a click on a link within the app does.
      window.history.pushState(null, "", `${path}/${seq}`);
      return (await window.benchProbe.painted(`[data-seq="${seq}"][data-highlighted]`)) - began;
    },
    { path, seq },
  );

/** Milliseconds from the click in the menu of the day that is on the screen. */
async function byDate(page: Page, { seq, at }: Moment): Promise<number> {
  await page
    .getByRole("log")
    .getByRole("button", { name: /Jump to a date$/ })
    .first()
    .click();
  const menu = page.getByRole("dialog", { name: "Jump to a date" });
  const day = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  await menu.getByLabel("Another day").fill(`${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`);
  const shown = page.evaluate(async (seq) => {
    const began = new Promise<number>((resolve) =>
      addEventListener("click", ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
    );
    return (await window.benchProbe.painted(`[data-seq="${seq}"]`)) - (await began);
  }, seq);
  await menu.getByRole("button", { name: "Go" }).click();
  return shown;
}

type Moment = { readonly seq: number; readonly at: number };

/** The first message of the day, here, on which the message of this index was written; or of the next. */
function firstOfDay(moments: readonly Moment[], index: number): Moment {
  const dayOf = (moment: Moment | undefined) => moment && new Date(moment.at).toDateString();
  const first = moments.findIndex((moment, n) => n > index && dayOf(moment) !== dayOf(moments[n - 1]));
  const found = moments[first];
  if (!found) throw new Error("The room is too short.");
  return found;
}

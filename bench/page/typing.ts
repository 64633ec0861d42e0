/** A person who writes while many others do. */
import type { Page } from "@playwright/test";
import { enterRoom, launch, visit } from "./browser.ts";
import { chatter } from "./chatter.ts";
import { smallTalk } from "./history.ts";
import type { Office } from "./office.ts";
import type { Keystroke } from "./probe.ts";
import { type Figures, figuresOf, inWords, type Verdict } from "./verdict.ts";

const perSecond = 50;
const targetMs = 16;
const text = "The quick brown fox jumps over the lazy dog, and then it writes a rather long message about it. ".repeat(
  2,
);
const keyMs = 70;

export async function measureTyping(office: Office, verdict: Verdict): Promise<void> {
  verdict.heading(
    `A key stroke in the composer → its frame is painted, with ${perSecond} messages a second in the open room`,
  );
  for (const uncapped of [false, true]) {
    const browser = await launch({ uncapped });
    const there = await visit(browser, office);
    await enterRoom(there, office);
    await there.page.evaluate(() => window.benchProbe.listen());
    const quiet = await type(there.page, office);
    const stop = chatter(office, smallTalk(), perSecond);
    const busy = await type(there.page, office);
    const sent = await stop();
    await browser.close();
    const pace = uncapped ? "frames as soon as possible" : "60 frames a second";
    verdict.line(`${pace}, quiet room: ${inWords(toPaint(quiet))}`);
    verdict.line(`${pace}, ${sent} messages meanwhile: ${inWords(toPaint(busy))}`);
    verdict.line(`  of it the key stroke's own work: ${inWords(figuresOf(busy.map(({ handled }) => handled)))}`);
    if (uncapped) verdict.target("key stroke → paint, p95", toPaint(busy).p95, targetMs);
  }
}

const toPaint = (strokes: readonly Keystroke[]): Figures => figuresOf(strokes.map((stroke) => stroke.toPaint));

async function type(page: Page, { roomName }: Office): Promise<Keystroke[]> {
  const box = page.getByRole("textbox", { name: `Message ${roomName}` });
  await box.fill("");
  await box.focus();
  const before = await page.evaluate(() => window.benchProbe.keystrokes().length);
  await page.keyboard.type(text, { delay: keyMs });
  return (await page.evaluate(() => window.benchProbe.keystrokes())).slice(before);
}

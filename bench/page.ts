/**
 * The page of a room with 100,000 messages in Chromium, on the production build: opening, scrolling, jumping, memory and
 * typing. `--check` makes a missed target the exit code; names of parts after `page` measure only those.
 */
import { arch, cpus, loadavg } from "node:os";
import { launch } from "./page/browser.ts";
import { measureJumping } from "./page/jumping.ts";
import { measureMemory } from "./page/memory.ts";
import { type Office, withOffice } from "./page/office.ts";
import { measureOpening } from "./page/opening.ts";
import { measureScrolling } from "./page/scrolling.ts";
import { measureTyping } from "./page/typing.ts";
import { createVerdict, type Verdict } from "./page/verdict.ts";
import { print } from "./report.ts";

const inOneBrowser =
  (measure: (browser: Awaited<ReturnType<typeof launch>>, office: Office, verdict: Verdict) => Promise<void>) =>
  async (office: Office, verdict: Verdict) => {
    const browser = await launch();
    try {
      await measure(browser, office, verdict);
    } finally {
      await browser.close();
    }
  };

const parts: Readonly<Record<string, (office: Office, verdict: Verdict) => Promise<void>>> = {
  opening: inOneBrowser(measureOpening),
  scrolling: inOneBrowser(measureScrolling),
  jumping: inOneBrowser(measureJumping),
  typing: measureTyping,
  memory: inOneBrowser(measureMemory),
};
export const pageParts = Object.keys(parts);

export async function page(args: readonly string[]): Promise<void> {
  const named = args.filter((arg) => Object.hasOwn(parts, arg));
  // In their own order: the first need the room as it was filled.
  const chosen = pageParts.filter((name) => named.length === 0 || named.includes(name));
  const verdict = createVerdict();
  const busy = loadavg()[0] ?? 0;
  print(`${cpus().length} cores (${cpus()[0]?.model.trim() ?? arch()}), load ${busy.toFixed(1)}`);
  if (busy > cpus().length / 2)
    print("This machine does other things, too: what is measured by the clock will be too long.");
  await withOffice(async (office) => {
    for (const name of chosen) await parts[name]?.(office, verdict);
  });
  if (verdict.missed() === 0) return;
  print(`\n${verdict.missed()} missed`);
  if (args.includes("--check")) process.exitCode = 1;
}

/** Goes through all states in one browser, so that a hundred of them cost one signing in and one cache. */
import { type Browser, type BrowserContext, type Page, test } from "@playwright/test";
import { Stage, touches, type View } from "./stage.ts";
import type { State } from "./state.ts";
import { type Language, translate } from "./words.ts";
import type { World } from "./world.ts";

export type Look = (stage: Stage, state: State) => Promise<readonly string[]>;

/** What was found wrong, each with the state's name; a state that cannot be reached is wrong, too. */
export async function walk(
  browser: Browser,
  world: World,
  view: View,
  states: readonly State[],
  look: Look,
): Promise<string[]> {
  const found: string[] = [];
  for (const [who, theirs] of Map.groupBy(states, ({ as = "mara" }) => as)) {
    const context = await browser.newContext(contextOf(world, view));
    await speak(context, world, view.language);
    for (const state of theirs.filter((each) => exists(each, view))) {
      // Again, as a state may have ended it.
      if (who !== "nobody") await world.session(world[who], context);
      const problems = await test.step(state.name, () => visit(context, world, view, state, look));
      found.push(...problems.map((problem) => `${state.name}: ${problem}`));
    }
    await context.close();
  }
  return found;
}

const exists = ({ only }: State, { width }: View): boolean => only === undefined || (only === "wide") === width >= 768;

/** A fresh page in a browser that has kept nothing: what a state left open, typed or waiting goes with it. */
async function visit(context: BrowserContext, world: World, view: View, state: State, look: Look) {
  const page = await context.newPage();
  const stage = new Stage(page, world, view, translate(view.language));
  try {
    await state.enter(stage);
    return await look(stage, state);
  } catch (error) {
    return [`${error instanceof Error ? error.message : error}`];
  } finally {
    await leave(page, stage, state);
  }
}

async function leave(page: Page, stage: Stage, state: State): Promise<void> {
  // Away first: a page that is on the line would still send what waits.
  const browser = await page.context().newCDPSession(page);
  const origins = originsOf(stage.world);
  await page.goto("about:blank");
  for (const origin of origins)
    await browser.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb,local_storage" });
  await state.leave?.(stage);
  await page.close();
}

function contextOf(world: World, view: View) {
  const touch = touches(view);
  return {
    baseURL: world.server.url,
    viewport: { width: view.width, height: view.width === 390 ? 844 : 900 },
    reducedMotion: "reduce" as const,
    timezoneId: "UTC",
    locale: view.language === "de" ? "de-DE" : "en-GB",
    hasTouch: touch,
    isMobile: touch,
  };
}

async function speak(context: BrowserContext, world: World, language: Language): Promise<void> {
  await context.addCookies(originsOf(world).map((url) => ({ name: "locale", value: language, url })));
}

const originsOf = ({ server, blank, open }: World): string[] => [server, blank, open].map(({ url }) => url);

/** Parley in one hand: three screens that slide, and the way back from each. */
import type { Locator, Page } from "@playwright/test";
import { Finger, middleOf } from "./finger.ts";
import { phone } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

const room = (page: Page) => page.locator('[data-slides="room"]');
const panel = (page: Page) => page.getByRole("complementary", { name: /^Details of / });
const list = (page: Page) => page.getByRole("navigation", { name: "Rooms and people" });
const details = (page: Page) => page.getByRole("button", { name: "Members and details" });

/** How far it was slid away, pixels to the right. */
const slid = (screen: Locator) =>
  screen.evaluate((element) => Math.round(new DOMMatrix(getComputedStyle(element).transform).m41));
const atRest = (screen: Locator) => expect.poll(() => slid(screen)).toBe(0);

/** Of these people alone: an office that stories share has many a public room of that name. */
const mine = { kind: "private", name: "Deck" } as const;

/** Where a swipe back begins; `from` pixels from the edge. */
const edge = (from = 40) => ({ x: from, y: 300 });

test("a finger slides the conversation away to the rooms, and one let go early springs back", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const [annas, bos] = [await visit(anna, engineering, phone), await visit(bo, engineering)];
  const { page } = annas;
  const finger = new Finger(page);
  const path = new URL(page.url()).pathname;
  const link = page.locator(`a[href="${path}"]`);

  await bos.write("Are you on the train?");
  await expect(annas.message("Are you on the train?")).toBeVisible();
  await annas.write("Yes, by phone");
  await expect(bos.message("Yes, by phone")).toBeVisible();
  await expect(list(page)).toHaveCount(0);

  // It follows the finger, with the rooms below it, which nobody can reach yet.
  await finger.flick(edge(), { x: 100 }, 300);
  await expect.poll(() => slid(room(page))).toBeGreaterThan(70);
  expect(await slid(room(page))).toBeLessThanOrEqual(100);
  await expect(page.locator("[data-list]")).toHaveJSProperty("inert", true);
  await finger.up(200);
  await atRest(room(page));
  await expect(page.locator("[data-list]")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe(path);

  // Past a third it goes on by itself; so does a quick one.
  await finger.flick(edge(), { x: 200 }, 600);
  await finger.up(200);
  await expect(room(page)).toHaveCount(0);
  await expect(link).toBeFocused();
  await expect(page).toHaveURL(/\/$/);
  await link.tap();
  await expect(annas.box).toBeVisible();
  await atRest(room(page));
  await finger.flick(edge(), { x: 90 });
  await finger.up();
  await expect(room(page)).toHaveCount(0);
  await expect(link).toBeVisible();
});

test("where one reads from the right, the way back is to the left", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const engineering = await gather([anna], mine);
  const { page } = await visit(anna, engineering, phone);
  await page.context().addCookies([{ name: "locale", value: "ar-XB", url: new URL("/", page.url()).href }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const finger = new Finger(page);
  await finger.flick(edge(), { x: 200 });
  await finger.up();
  await atRest(room(page));

  await finger.flick(edge(350), { x: -100 }, 300);
  await expect.poll(() => slid(room(page))).toBeLessThan(-70);
  await finger.move({ x: -100 }, 300);
  await finger.up();
  await expect(room(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Deck/ })).toBeFocused();
});

test("scrolling, code that scrolls by itself, what is selected, written or held never slide a screen", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const engineering = await gather([anna], mine);
  const annas = await visit(anna, engineering, phone);
  const { page } = annas;
  const finger = new Finger(page);
  await annas.write(["```", `const line = "${"so long ".repeat(30)}";`, "```"].join("\n"));
  const begun = () =>
    page.evaluate(() => {
      const box = document.querySelector<HTMLElement>('[data-slides="room"]');
      const seen = Object.assign(window, { slides: 0 });
      if (box) new MutationObserver(() => (seen.slides += 1)).observe(box, { attributeFilter: ["style"] });
    });
  const slides = () => page.evaluate(() => ("slides" in window ? window.slides : null));
  await begun();

  // Code goes sideways by itself, from its end as from its beginning.
  const code = page.locator("pre").first();
  await expect(annas.pending).toHaveCount(0);
  await expect(code).toBeInViewport();
  const across = () => code.evaluate((box) => Math.round(box.scrollLeft));
  const { y } = await middleOf(code);
  await finger.flick({ x: 120, y }, { x: -80 });
  await finger.up(300);
  await expect.poll(across).toBeGreaterThan(40);
  await finger.flick({ x: 80, y }, { x: 250 });
  await finger.up(300);
  await expect.poll(across).toBe(0);
  // Let go beyond its beginning, many a browser goes Back by itself: the finger returns.
  await finger.flick({ x: 80, y }, { x: 250 });
  expect(await slides()).toBe(0);
  await finger.move({ x: -250 });
  await finger.up(300);
  expect(await slides()).toBe(0);
  for (let line = 1; line <= 25; line += 1) await annas.write(`Line ${line}`);
  await expect(annas.message("Line 25")).toBeInViewport();

  // Up and down, begun a little sideways.
  const top = () => annas.scroller.evaluate((box) => Math.round(box.scrollTop));
  const before = await top();
  await finger.flick(edge(), { x: 12, y: 80 });
  await finger.move({ x: 80, y: 80 });
  await finger.up(300);
  await expect.poll(top).toBeLessThan(before - 60);

  // What is held is pressed; what one writes is written.
  await finger.down(edge());
  await finger.move({ x: 5 }, 900);
  await finger.move({ x: 200 });
  await finger.up();
  await annas.box.fill("Some words");
  await finger.flick({ ...(await middleOf(annas.box)), x: 60 }, { x: 200 });
  await finger.up();
  expect(await slides()).toBe(0);

  // Words that are selected are dragged out, not the screen.
  await page.evaluate(() => {
    const heading = document.querySelector("main h1");
    if (heading) getSelection()?.selectAllChildren(heading);
  });
  await finger.flick(edge(), { x: 200 });
  await finger.up();
  expect(await slides()).toBe(0);
  await expect(annas.box).toHaveValue("Some words");
});

test("Back and Forward go from screen to screen, a reload stays, and the focus is where one expects it", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const design = await gather([anna, bo], { ...mine, name: "Design" });
  const { page } = await visit(anna, engineering, phone);
  const link = (name: string) => page.getByRole("link", { name: new RegExp(`^${name}`) });
  const heading = (name: string) => page.getByRole("heading", { level: 1, name });
  const finger = new Finger(page);

  // Whoever came by an address has the rooms behind it, too, and nothing that leads back into it by itself.
  await page.getByRole("link", { name: "Show rooms" }).tap();
  await expect(link("Deck")).toBeFocused();
  await expect(room(page)).toHaveCount(0);

  await link("Design").tap();
  await expect(heading("Design")).toBeFocused();
  await expect(list(page)).toHaveCount(0);
  await details(page).tap();
  await expect(panel(page).getByRole("heading", { name: "Details" })).toBeFocused();
  await expect(page.getByRole("main")).toHaveJSProperty("inert", true);

  await page.reload();
  await expect(panel(page)).toBeVisible({ timeout: 30_000 });
  // What the server says late of an entry from before the reload closes nothing.
  const late = Promise.withResolvers<void>();
  await page.route(/[?&]_rsc=/, (route) => late.promise.then(() => route.continue()));
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/r/${design.slug}$`));
  await page.goForward();
  await expect(panel(page)).toBeVisible();
  const answered = page.waitForResponse(/[?&]_rsc=/);
  late.resolve();
  await answered;
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  await expect(panel(page)).toBeVisible();

  // Its own ways back are the browser's: nothing piles up. After a quick swipe the next tap counts.
  const entries = await page.evaluate(() => history.length);
  await panel(page).getByRole("button", { name: "Close" }).tap();
  await expect(panel(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
  await details(page).tap();
  await expect(panel(page)).toBeVisible();
  await atRest(panel(page));
  await finger.flick({ x: 40, y: 28 }, { x: 250 });
  await finger.up();
  await expect(panel(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
  await details(page).tap();
  await expect(panel(page)).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(entries);

  // From the panel to the rooms is two steps back.
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await page.goBack();
  await expect(link("Design")).toBeFocused();
  await expect(room(page)).toHaveCount(0);
  await page.goForward();
  await expect(heading("Design")).toBeFocused();
  await page.reload();
  await expect(heading("Design")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "Show rooms" }).tap();
  await expect(link("Design")).toBeFocused();

  // Who leaves a room from its panel is not led into it again.
  await link("Design").tap();
  await details(page).tap();
  await panel(page).getByRole("button", { name: "Leave" }).tap();
  await page.getByRole("alertdialog").getByRole("button", { name: /Leave/ }).tap();
  await expect(link("Deck")).toBeVisible();
  await expect(link("Design")).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);
});

test("a room’s menu opens by holding its link, which then leads nowhere; by keys it opens as before", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const annas = await visit(anna, engineering, phone);
  const { page } = annas;
  const finger = new Finger(page);
  await page.getByRole("link", { name: "Show rooms" }).tap();
  const link = page.getByRole("link", { name: /^Deck/ });
  await expect(link).toBeFocused();
  // An iPhone tells nobody that a link is held, and shows nothing of its own for this one.
  await page.evaluate(() => {
    const silence = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("contextmenu", silence, true);
  });

  await finger.hold(link);
  const favourite = page.getByRole("menuitem", { name: "Add to favourites" });
  await expect(favourite).toBeVisible();
  await finger.up();
  await expect(favourite).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await favourite.tap();
  await expect(page.getByRole("button", { name: "Favourites" })).toBeVisible();

  // A finger that scrolls holds nothing, and a tap is a tap.
  await finger.flick(await middleOf(link), { y: 40 });
  await finger.up(600);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.getByRole("button", { name: "Deck: options" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await page.keyboard.press("Escape");
  await link.tap();
  await expect(annas.box).toBeVisible();
});

test("what comes while the panel covers the conversation is read once one is back", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const [annas, bos] = [await visit(anna, engineering, phone), await visit(bo, engineering)];
  const { page } = annas;
  const unread = async () => {
    const rooms = await page.request.get("/api/v1/rooms");
    const { rooms: mine }: { rooms: { roomId: string; unread: number }[] } = await rooms.json();
    return mine.find(({ roomId }) => roomId === engineering.roomId)?.unread;
  };
  await details(page).tap();
  await expect(panel(page)).toBeVisible();
  // What is read is marked at once: had the first been, it would show by the last.
  for (const text of ["Behind", "your", "back"]) {
    await bos.write(text);
    await expect(annas.message(text)).toBeAttached();
  }
  await expect.poll(unread).toBe(3);
  await page.goBack();
  await expect.poll(unread).toBe(0);
});

test("the composer stays above a keyboard that covers the page", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const [annas, bos] = [await visit(anna, engineering, phone), await visit(bo, engineering)];
  const { page, box } = annas;
  for (const text of ["Hello", "Still there?"]) await bos.write(text);
  await expect(annas.message("Still there?")).toBeInViewport();

  // As Safari on iOS does it: the page stays as tall as it was, and is pushed up by a part of what is covered.
  const keyboard = (height: number, pushed: number) =>
    page.evaluate(
      ([height, pushed]) => {
        const view = window.visualViewport;
        if (!view) throw new Error("There is no visual viewport.");
        Object.defineProperties(view, {
          height: { value: window.innerHeight - Number(height), configurable: true },
          offsetTop: { value: pushed, configurable: true },
        });
        view.dispatchEvent(new Event("resize"));
      },
      [height, pushed],
    );
  const reaches = () => box.evaluate((element) => Math.round(element.getBoundingClientRect().bottom));
  await box.tap();
  await keyboard(336, 40);
  await expect.poll(reaches).toBeLessThanOrEqual(844 - 336 + 40);
  expect(await reaches()).toBeGreaterThan(844 - 336 + 40 - 60);
  await expect(annas.message("Still there?")).toBeInViewport();
  await annas.write("Written with two thumbs");
  await expect(bos.message("Written with two thumbs")).toBeVisible();
  await expect(annas.message("Written with two thumbs")).toBeInViewport();
  await keyboard(0, 0);
  await expect.poll(reaches).toBeGreaterThan(780);
});

test("the line says that it is cut, and the conversation does not move for it", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const engineering = await gather([anna, bo], mine);
  const [annas, bos] = [await visit(anna, engineering, phone), await visit(bo, engineering)];
  await bos.write("Tunnel ahead");
  const message = annas.message("Tunnel ahead");
  await expect(message).toBeInViewport();
  const stands = () => message.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  await annas.standing();
  const before = await stands();
  await annas.page.context().setOffline(true);
  await expect(annas.connection).toHaveAttribute("data-connection", "offline");
  await expect(annas.connection).toBeInViewport();
  await expect.poll(stands).toBe(before);
  await annas.page.context().setOffline(false);
  await annas.connected();
  await expect.poll(stands).toBe(before);
});

test("who wants less motion sees none of it, and swipes all the same", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const engineering = await gather([anna], mine);
  const { page } = await visit(anna, engineering, { ...phone, reducedMotion: "reduce" });
  await page.evaluate(() => {
    const counted = Object.assign(window, { animations: 0 });
    Element.prototype.animate = () => {
      counted.animations += 1;
      throw new Error("Something moves.");
    };
  });
  const finger = new Finger(page);
  await finger.flick(edge(), { x: 250 });
  await finger.up();
  const link = page.getByRole("link", { name: /^Deck/ });
  await expect(link).toBeFocused();
  await link.tap();
  await details(page).tap();
  await expect(panel(page)).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(link).toBeFocused();
  expect(await page.evaluate(() => ("animations" in window ? window.animations : null))).toBe(0);
});

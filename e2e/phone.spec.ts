/** Parley in one hand: three screens that slide, and the way back from each. */
import type { Locator, Page } from "@playwright/test";
import { Finger, phone } from "./finger.ts";
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
const mine = { kind: "private" } as const;

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
  const link = page.getByRole("link", { name: /^Engineering/ });

  await bos.write("Are you on the train?");
  await expect(annas.message("Are you on the train?")).toBeVisible();
  await annas.write("Yes, by phone");
  await expect(bos.message("Yes, by phone")).toBeVisible();
  await expect(list(page)).toHaveCount(0);

  // It follows the finger, with the rooms below it, which nobody can reach yet.
  await finger.down(edge());
  await finger.move({ x: 100 }, 300);
  await expect.poll(() => slid(room(page))).toBeGreaterThan(70);
  expect(await slid(room(page))).toBeLessThanOrEqual(100);
  await expect(page.locator("[data-list]")).toHaveJSProperty("inert", true);
  await finger.up(200);
  await atRest(room(page));
  await expect(page.locator("[data-list]")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe(path);

  // Past a third it goes on by itself; so does a quick one.
  await finger.down(edge());
  await finger.move({ x: 200 }, 600);
  await finger.up(200);
  await expect(room(page)).toHaveCount(0);
  await expect(link).toBeFocused();
  expect(new URL(page.url()).pathname).toBe("/");
  await link.tap();
  await expect(annas.box).toBeVisible();
  await atRest(room(page));
  await finger.down(edge());
  await finger.move({ x: 90 });
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
  await finger.down(edge());
  await finger.move({ x: 200 });
  await finger.up();
  expect(await slid(room(page))).toBe(0);

  await finger.down(edge(350));
  await finger.move({ x: -100 }, 300);
  await expect.poll(() => slid(room(page))).toBeLessThan(-70);
  await finger.move({ x: -100 }, 300);
  await finger.up();
  await expect(room(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Engineering/ })).toBeFocused();
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

  // Whoever came by an address has the rooms behind it, too, and nothing that leads back into it by itself.
  await page.getByRole("link", { name: "Show rooms" }).tap();
  await expect(link("Engineering")).toBeFocused();
  await expect(room(page)).toHaveCount(0);

  await link("Design").tap();
  await expect(heading("Design")).toBeFocused();
  await expect(list(page)).toHaveCount(0);
  await details(page).tap();
  await expect(panel(page).getByRole("heading", { name: "Details" })).toBeFocused();
  await expect(page.getByRole("main")).toHaveJSProperty("inert", true);

  await page.reload();
  await expect(panel(page)).toBeVisible({ timeout: 30_000 });
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/r/${design.slug}$`));
  await page.goForward();
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole("button", { name: "Close" }).tap();
  await expect(panel(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
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
  expect(await unread()).toBe(3);
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
  const before = await stands();
  await annas.page.context().setOffline(true);
  await expect(annas.connection).toHaveAttribute("data-connection", "offline");
  await expect(annas.connection).toBeInViewport();
  expect(await stands()).toBe(before);
  await annas.page.context().setOffline(false);
  await annas.connected();
  expect(await stands()).toBe(before);
});

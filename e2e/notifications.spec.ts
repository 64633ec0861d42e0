/** Being told of what comes while one looks elsewhere: by the system and by sound, as one chose, once. */
import type { Page } from "@playwright/test";
import type { Preferences } from "#contract/entities.ts";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, signIn, test } from "./story.ts";

type Told = { readonly title: string; readonly body: string; closed: boolean };

declare global {
  interface Window {
    /** Every notification of this page, and how to click the last one. */
    told: { readonly all: Told[]; click(): void; sounds: number };
  }
}

/** The browser's own notifications, written down: what a headless one shows cannot be seen, or clicked. */
function writeDown(): void {
  const told: Window["told"] = { all: [], click: () => undefined, sounds: 0 };
  window.told = told;
  const Real = window.Notification;
  class Recorded extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      const entry = { title, body: options?.body ?? "", closed: false };
      told.all.push(entry);
      told.click = () => this.dispatchEvent(new Event("click"));
      this.close = () => {
        entry.closed = true;
        super.close();
      };
    }
  }
  window.Notification = Recorded;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) {
    told.sounds += 1;
    return start.call(this, when);
  };
  // A tab begins with an empty page, which has no storage.
  if (location.protocol === "http:") localStorage.setItem("parley:notifications", JSON.stringify({ desktop: true }));
}

const listens = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName("notifications").length > 0, undefined, { timeout: 60_000 });
const titles = (page: Page) => page.evaluate(() => window.told.all.map(({ title, body }) => `${title}: ${body}`));

for (const { viewport } of [wide, phone]) {
  const options = { viewport, permissions: ["notifications"] };

  test(`one is told what one wants to be told of each room, ${viewport.width} px`, async ({
    newcomer,
    office,
    browse,
  }) => {
    const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
    const here = await gather([anna, bo], { name: "Here" });
    const there = await gather([anna, bo], { name: "There" });
    const bell = await gather([anna, bo], { name: "Bell" });
    const page = await browse({ baseURL: office.server.url, ...options });
    await page.addInitScript(writeDown);
    await signIn(page, anna);
    await page.goto(`/r/${here.slug}`);
    await listens(page);

    const say = (who: Colleague, text: string, roomId = there.roomId) =>
      answered(who.rest("messages.create", { params: { room: roomId }, body: { text } }));
    const prefer = (patch: Partial<Preferences>) =>
      answered(anna.rest("preferences.update", { params: { room: there.roomId }, body: patch }));
    const name = `<@${anna.id}>`;

    // Where nothing is told, what comes after it is: by then the quiet one was decided on.
    let rung = 0;
    const quiet = async () => {
      rung += 1;
      await say(bo, `${name} ring ${rung}`, bell.roomId);
      await expect.poll(() => titles(page)).toContain(`Bo in Bell: @Anna ring ${rung}`);
    };
    const told = async () => (await titles(page)).filter((title) => !title.includes("Bell"));

    // Mentions, until one chooses.
    await say(bo, "for nobody");
    await quiet();
    await say(bo, `${name} **lunch**?`);
    await expect.poll(told).toEqual(["Bo in There: @Anna lunch?"]);

    await prefer({ notify: "nothing" });
    await say(bo, `${name} unheard`);
    await quiet();
    await prefer({ notify: "all", muted: true });
    await say(bo, `${name} muted`);
    await quiet();
    // What one looks at comes without.
    await say(bo, `${name} seen`, here.roomId);
    await expect(page.getByRole("log")).toContainText("seen");
    await quiet();
    expect(await told()).toHaveLength(1);

    await prefer({ muted: false });
    await say(bo, "for all");
    await expect.poll(told).toEqual(["Bo in There: @Anna lunch?", "Bo in There: for all"]);

    await page.evaluate(() => window.told.click());
    await expect(page).toHaveURL(new RegExp(`/r/${there.slug}/\\d+$`));
    await expect(page.getByRole("log")).toContainText("for all");
    // Read, so that nothing of it is left.
    await expect
      .poll(() => page.evaluate(() => window.told.all.findLast(({ body }) => body === "for all")?.closed))
      .toBe(true);
  });
}

test("two tabs tell once, and neither tells of the room that the other shows", async ({ newcomer, office, browse }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const [one, two, three] = [
    await gather([anna, bo], { name: "One" }),
    await gather([anna, bo], { name: "Two" }),
    await gather([anna, bo], { name: "Three" }),
  ];
  const first = await browse({ baseURL: office.server.url, permissions: ["notifications"] });
  await first.context().addInitScript(writeDown);
  await signIn(first, anna);
  const second = await first.context().newPage();
  await first.goto(`/r/${one.slug}`);
  await second.goto(`/r/${two.slug}`);
  await listens(first);
  await listens(second);

  const mention = (roomId: string, words: string) =>
    answered(bo.rest("messages.create", { params: { room: roomId }, body: { text: `<@${anna.id}> ${words}` } }));
  await mention(two.roomId, "seen");
  await mention(one.roomId, "seen, too");
  await mention(three.roomId, "told");
  const all = async () => [...(await titles(first)), ...(await titles(second))];
  await expect.poll(all).toEqual(["Bo in Three: @Anna told"]);
  await mention(three.roomId, "told again");
  await expect.poll(all).toHaveLength(2);
});

test("who does not want to be disturbed is not, and what came while away is told together", async ({
  newcomer,
  office,
  browse,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const here = await gather([anna, bo], { name: "Quay" });
  const there = await gather([anna, bo], { name: "Pier" });
  const page = await browse({ baseURL: office.server.url, permissions: ["notifications"] });
  await page.addInitScript(writeDown);
  await signIn(page, anna);
  await page.goto(`/r/${here.slug}`);
  await listens(page);
  const mention = (words: string) =>
    answered(bo.rest("messages.create", { params: { room: there.roomId }, body: { text: `<@${anna.id}> ${words}` } }));
  const status = async (name: string) => {
    await page.getByRole("button", { name: /Menu$/ }).click();
    await page.getByRole("menuitemradio", { name }).click();
  };

  await status("Do not disturb");
  await expect(page.locator("[data-presence=dnd]").first()).toBeVisible();
  await mention("quietly");
  await expect(page.getByRole("link", { name: /^Pier/ })).toHaveAccessibleName(/1 unread message/);
  await status("Online");
  await expect(page.locator("[data-presence=dnd]")).toHaveCount(0);

  await page.context().setOffline(true);
  await expect(page.locator("[data-connection]")).not.toHaveAttribute("data-connection", "live");
  for (let n = 1; n <= 40; n += 1) await mention(`missed ${n}`);
  await page.context().setOffline(false);
  await expect
    .poll(() => titles(page), { timeout: 40_000 })
    .toEqual(["Pier: 40 new messages\nBo wrote: @Anna missed 40"]);
  // One chime is two notes.
  expect(await page.evaluate(() => window.told.sounds)).toBeLessThanOrEqual(2);
});

test("the browser is asked by a click alone; a blocked page says how to change that", async ({
  newcomer,
  office,
  browse,
}) => {
  const anna = await newcomer("Anna");
  const page = await browse({ baseURL: office.server.url, permissions: ["notifications"] });
  await signIn(page, anna);
  await page.goto("/settings#notifications");
  const box = page.getByRole("checkbox", { name: "Show notifications on this computer" });
  await expect(box).toBeVisible({ timeout: 30_000 });
  await expect(box).not.toBeChecked();
  // The box follows the browser's answer, which comes after the click.
  await box.click();
  await expect(box).toBeChecked();
  await page.reload();
  await expect(box).toBeChecked();

  const blocked = await browse({ baseURL: office.server.url });
  await blocked.addInitScript(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
  await signIn(blocked, anna);
  await blocked.goto("/settings#notifications");
  await expect(blocked.getByText(/^Your browser blocks notifications/)).toBeVisible({ timeout: 30_000 });
  await expect(blocked.getByRole("checkbox", { name: "Show notifications on this computer" })).toBeDisabled();
});

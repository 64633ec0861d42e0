/** What one chooses for oneself and for a room, as two people do on one morning. */
import { fillPast } from "#test/support/archive.ts";
import { expect, gather, test } from "./story.ts";

test("a draft, a favourite, a theme, a role and a way out: each is where one left it, and the other sees what is theirs to see", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const quay = await gather([anna, bo], { name: "Quay" });
  const locker = await gather([anna, bo], { name: "Locker" });
  const [annas, bos] = [await visit(anna, quay, { colorScheme: "light" }), await visit(bo, quay)];
  const { page } = annas;
  const rooms = page.getByRole("region", { name: "Rooms", exact: true });

  await annas.box.fill("Not quite");
  await rooms.getByRole("link", { name: "Locker" }).click();
  await expect(annas.box).toHaveAccessibleName("Message Locker");
  await expect(rooms.getByRole("link", { name: /^Quay/ })).toHaveAccessibleName(/draft waiting/);
  await page.reload();
  await annas.connected();
  await expect(rooms.getByRole("link", { name: /^Quay/ })).toHaveAccessibleName(/draft waiting/);
  await rooms.getByRole("link", { name: /^Quay/ }).click();
  await expect(annas.box).toHaveValue("Not quite");
  await annas.box.fill("");
  await rooms.getByRole("link", { name: "Locker" }).click();
  await expect(annas.box).toHaveAccessibleName("Message Locker");
  await expect(rooms.getByRole("link", { name: /^Quay/ })).toHaveAccessibleName("Quay");

  const favourites = page.getByRole("region", { name: "Favourites" });
  await rooms.getByRole("link", { name: "Locker" }).hover();
  await annas.choose("Locker: options", "Add to favourites");
  await expect(favourites.getByRole("link", { name: "Locker" })).toBeVisible();
  await favourites.getByRole("link", { name: "Locker" }).hover();
  await annas.choose("Locker: options", "Remove from favourites");
  await expect(favourites).toHaveCount(0);
  await expect(rooms.getByRole("link", { name: "Locker" })).toBeVisible();

  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: /Menu$/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);

  // Bo may change the room's name as soon as Anna says so.
  await page.goto(`/r/${quay.slug}`);
  await page.getByRole("button", { name: "Members and details" }).click();
  await bos.page.getByRole("button", { name: "Members and details" }).click();
  const [mine, his] = [page.getByRole("complementary"), bos.page.getByRole("complementary")];
  await expect(his.getByRole("button", { name: "Leave room" })).toBeVisible();
  await expect(his.getByRole("button", { name: "Edit name and topic" })).toHaveCount(0);
  await annas.choose("Bo: actions", "Make moderator");
  await expect(mine.getByRole("listitem").filter({ hasText: "Bo" })).toContainText("Moderator");
  await expect(his.getByRole("button", { name: "Edit name and topic" })).toBeVisible();

  await his.getByRole("button", { name: "Leave room" }).click();
  await bos.page.getByRole("alertdialog", { name: "Leave Quay?" }).getByRole("button", { name: "Leave room" }).click();
  // To the first of the rooms that are left.
  await expect(bos.page).not.toHaveURL(new RegExp(quay.slug));
  await expect(bos.page.getByRole("link", { name: "Quay" })).toHaveCount(0);
  await expect(bos.page.getByRole("link", { name: locker.name })).toBeVisible();
  await expect(mine.getByRole("listitem").filter({ hasText: "Bo" })).toHaveCount(0);
});

test("another day is chosen by its date, and signing out everywhere ends the other browser's session too", async ({
  office,
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Log book", kind: "private" });
  await fillPast(office.server, room, [anna, bo], { count: 240 });
  const [desk, laptop] = [await visit(bo, room), await visit(bo, room)];

  await desk.page
    .getByRole("button", { name: /Jump to a date$/ })
    .first()
    .press("Enter");
  const dialog = desk.page.getByRole("dialog", { name: "Jump to a date" });
  const day = await desk.page.evaluate(() => {
    const then = new Date(Date.now() - 4 * 86_400_000);
    return new Date(Date.UTC(then.getFullYear(), then.getMonth(), then.getDate())).toISOString().slice(0, 10);
  });
  await dialog.getByLabel("Another day").fill(day);
  await dialog.getByRole("button", { name: "Go" }).click();
  const dayOf = () =>
    desk.page
      .locator("article[data-seq]:focus time")
      .first()
      .evaluate((time) => {
        const at = new Date(time.getAttribute("datetime") ?? "");
        return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString().slice(0, 10);
      });
  await expect.poll(dayOf).toBe(day);

  await desk.page.goto("/settings#sessions");
  await desk.page.getByRole("button", { name: "Sign out everywhere" }).click();
  await desk.page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(desk.page).toHaveURL(/\/sign-in/);
  await expect(laptop.page.getByText("You have been signed out. Everything you typed is kept.")).toBeVisible();
});

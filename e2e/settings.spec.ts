/** Settings: one's picture, where one is signed in, and tokens. */
import type { Page } from "@playwright/test";
import { answered, restOf } from "#test/support/colleagues.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, signIn, test } from "./story.ts";

/** For what the page asks for again only from time to time. */
const asked = { timeout: 30_000 };

/** Someone chooses a picture that their browser can open. */
async function choose(page: Page): Promise<void> {
  const picture = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [900, 500];
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = "#b3261e";
    context.fillRect(0, 0, 450, 500);
    context.fillStyle = "#1e5fb3";
    context.fillRect(450, 0, 450, 500);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from(picture, "base64") });
}

for (const { viewport } of [wide, phone])
  test(`a picture is cropped by keys, and others see it while they look, ${viewport.width} px`, async ({
    newcomer,
    office,
    browse,
    visit,
  }) => {
    const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
    const room = await gather([anna, bo]);
    const page = await browse({ baseURL: office.server.url, viewport });
    await signIn(page, anna);
    const bos = await visit(bo, room);
    await answered(anna.rest("messages.create", { params: { room: room.roomId }, body: { text: "Look at me" } }));
    const shown = bos.message("Look at me").locator("img");
    await expect(bos.message("Look at me")).toBeVisible();
    await expect(shown).toHaveCount(0);

    await page.goto("/settings");
    await page.getByRole("button", { name: "Choose a picture" }).waitFor();
    await choose(page);
    const dialog = page.getByRole("dialog", { name: "Crop your picture" });
    const cropper = dialog.getByRole("application");
    const picture = dialog.locator("img");
    const save = dialog.getByRole("button", { name: "Use this picture" });
    await expect(save).toBeEnabled();
    const before = await picture.getAttribute("style");
    await cropper.focus();
    for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowRight");
    await expect.poll(() => picture.getAttribute("style")).not.toBe(before);
    await dialog.getByRole("slider", { name: "Zoom" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(picture).toHaveAttribute("style", /scale\(1\.1\)/);
    await save.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(shown).toHaveCount(1);
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(shown).toHaveCount(0);
  });

test("a picture that could not be sent keeps its crop, and says so", async ({ newcomer, office, browse }) => {
  const anna = await newcomer("Anna");
  const page = await browse({ baseURL: office.server.url });
  await signIn(page, anna);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Choose a picture" }).waitFor();
  await choose(page);
  const dialog = page.getByRole("dialog", { name: "Crop your picture" });
  const save = dialog.getByRole("button", { name: "Use this picture" });
  await dialog.getByRole("slider", { name: "Zoom" }).fill("2");
  await page.route("**/api/v1/me/picture", (route) => route.abort());
  await save.click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByRole("slider", { name: "Zoom" })).toHaveValue("2");
  await page.unroute("**/api/v1/me/picture");
  await save.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Change picture" })).toBeVisible();
});

test("AUTH-7: a device that is signed out from elsewhere says so; a token that is revoked no longer works", async ({
  newcomer,
  office,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const room = await gather([anna]);
  const [desk, lost] = [await visit(anna, room), await visit(anna, room)];
  const { page } = desk;
  await page.goto("/settings#sessions");
  const section = page.getByRole("region", { name: "Where you are signed in" });
  await expect(section.getByRole("listitem").filter({ hasText: "(this browser)" })).toHaveCount(1);
  const live = section.getByRole("listitem").filter({ hasText: /Connected now by WebSocket, since .* from / });
  // Each browser's entry, and in it the line of its connection.
  await expect(live).toHaveCount(4, asked);
  await section.getByRole("button", { name: "Sign out", exact: true }).click();
  const sure = page.getByRole("alertdialog", { name: "Sign out there?" });
  await expect(sure).toContainText("within two seconds");
  await sure.getByRole("button", { name: "Sign out" }).click();
  await expect(lost.page.getByText("You have been signed out. Everything you typed is kept.")).toBeVisible();
  await expect(section.getByRole("button", { name: "Sign out", exact: true })).toHaveCount(0);
  await expect(live).toHaveCount(2, asked);

  await page.getByLabel("Name of the new token").fill("Weather bot");
  await page.getByRole("button", { name: "Make token" }).click();
  const token = await page.getByLabel("Access token", { exact: true }).inputValue();
  const bot = restOf(office.server, { kind: "token", token });
  expect((await answered(bot("me.get", {}))).user.id).toBe(anna.id);
  await page.getByRole("button", { name: "Revoke Weather bot" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("button", { name: "Revoke Weather bot" })).toHaveCount(0);
  const refused = await bot("me.get", {});
  expect(refused.ok ? 200 : refused.status).toBe(401);
});

test("a link to a section leads there, for eyes and for readers, and moves nothing else", async ({
  newcomer,
  office,
  browse,
}) => {
  const anna = await newcomer("Anna");
  const page = await browse({ baseURL: office.server.url, ...wide });
  await signIn(page, anna);
  await page.goto("/settings#password");
  const sections = page.getByRole("navigation", { name: "Sections" });
  await expect(page.getByRole("heading", { name: "Password" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Password" })).toBeInViewport();
  await sections.getByRole("link", { name: "Notifications" }).click();
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeInViewport();
  await expect(sections.getByRole("link", { name: "Notifications" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
});

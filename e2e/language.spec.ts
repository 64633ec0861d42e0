import { expect, gather, signIn, test } from "./story.ts";
import { Window } from "./window.ts";

test("a newcomer changes the language before signing in, and is refused in it", async ({ office, browse }) => {
  const page = await browse({ baseURL: office.server.url });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Bei Acme anmelden" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("E-Mail-Adresse", { exact: true }).fill("niemand@example.org");
  await page.getByLabel("Passwort", { exact: true }).fill("geraten oder nicht");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByText("Zu dieser E-Mail-Adresse und diesem Passwort gibt es kein Konto.")).toBeVisible();
});

test("a browser that asks for German is answered in German, with a German clock", async ({ newcomer, visit }) => {
  const bo = await newcomer("Bo");
  const room = await gather([bo]);
  const window = await visit(bo, room, { locale: "de-DE", timezoneId: "Europe/Berlin" });
  await expect(window.page.getByRole("heading", { name: "Direktnachrichten" })).toBeVisible();
  await window.page.getByRole("textbox", { name: /^Nachricht an/ }).fill("Guten Morgen");
  await window.page.keyboard.press("Enter");
  const sent = window.message("Guten Morgen");
  await expect(sent).toHaveAttribute("data-delivery", "sent");
  await expect(sent.locator("time").first()).toHaveText(/^\d{2}:\d{2}$/);
});

test("the language is changed in the settings, and what was being written is still there", async ({
  newcomer,
  office,
  browse,
}) => {
  const bo = await newcomer("Bo");
  const room = await gather([bo]);
  const page = await browse({ baseURL: office.server.url });
  await signIn(page, bo);
  await page.goto(`/r/${room.slug}`);
  await page.getByRole("textbox", { name: /^Message/ }).fill("half a thought");
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await expect(page.getByRole("heading", { name: "Einstellungen" })).toBeVisible();
  await page.goto(`/r/${room.slug}`);
  await expect(page.getByRole("textbox", { name: /^Nachricht an/ })).toHaveValue("half a thought");
});

test("read from the right, the page mirrors without overlaps or a scrollbar to the side", async ({
  newcomer,
  office,
  browse,
}) => {
  const bo = await newcomer("Bo");
  const room = await gather([bo]);
  const page = await browse({ baseURL: office.server.url });
  await page.context().addCookies([{ name: "locale", value: "ar-XB", url: office.server.url }]);
  await signIn(page, bo);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`/r/${room.slug}`);
    await new Window(page).connected();
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    await expect.poll(fits).toBe(true);
  }
  await expect(async () => {
    const [list, conversation] = await Promise.all([
      page.getByRole("navigation", { name: "Rooms and people" }).boundingBox(),
      page.getByRole("main").boundingBox(),
    ]);
    expect(list?.x).toBeGreaterThanOrEqual((conversation?.x ?? 0) + (conversation?.width ?? 0));
  }).toPass({ timeout: 10_000 });
});

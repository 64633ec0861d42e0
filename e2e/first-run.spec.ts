import type { Page } from "@playwright/test";
import { expect, test } from "./story.ts";
import { Window } from "./window.ts";

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

test("an empty server becomes a conversation: first account, first room, first message, an invited second person", async ({
  serve,
  browse,
}) => {
  const { url } = await serve();

  const anna = new Window(await browse({ baseURL: url }));
  await anna.page.goto("/");
  await expect(anna.page).toHaveURL(/\/setup$/);
  await fill(anna.page, {
    "Name of the workspace": "Acme",
    "Your name": "Anna",
    "E-mail": "anna@example.org",
    Password: "correct horse",
  });
  await anna.page.getByRole("button", { name: "Create the workspace" }).click();
  await fill(anna.page, { Name: "general" });
  await anna.page.getByRole("button", { name: "Open the room" }).click();
  await expect(anna.page).toHaveURL(/\/r\/general$/);
  await anna.write("Good morning");
  await expect(anna.message("Good morning")).toHaveAttribute("data-delivery", "sent");
  await expect(anna.connection).toHaveAttribute("data-connection", "live");

  await anna.choose(/Menu$/, "Invite people");
  await anna.page.getByRole("button", { name: "Create link" }).click();
  const link = await anna.page.getByLabel("Invite link", { exact: true }).inputValue();
  await anna.page.keyboard.press("Escape");

  const bo = new Window(await browse({ baseURL: url }));
  await bo.page.goto(link);
  await expect(bo.page.getByRole("heading", { name: "Join Acme" })).toBeVisible();
  await fill(bo.page, { "Your name": "Bo", "E-mail": "bo@example.org", Password: "battery staple" });
  await bo.page.getByRole("button", { name: "Create account" }).click();
  await bo.page.getByRole("link", { name: /^general/ }).click();
  await expect(bo.message("Good morning")).toBeVisible();

  await bo.box.pressSequentially("Hel");
  await expect(anna.page.getByText("Bo is writing…")).toBeVisible();
  await bo.write("Hello Anna");
  await expect(anna.message("Hello Anna")).toBeVisible();
  await expect(anna.page.getByText("Bo is writing…")).toBeHidden();
  await anna.write("Welcome, Bo");
  await expect(bo.message("Welcome, Bo")).toBeVisible();

  await anna.page.getByRole("button", { name: "Members and details" }).click();
  const entry = anna.page
    .getByRole("listitem")
    .filter({ hasText: "Bo" })
    .filter({ has: anna.page.locator("[data-presence]") });
  await expect(entry.locator("[data-presence]")).toHaveAttribute("data-presence", "online");
  await bo.page.context().close();
  await expect(entry.locator("[data-presence]")).toHaveAttribute("data-presence", "offline");
});

test("a server that has its owner does not let a stranger set it up or sign up", async ({ office, browse }) => {
  const page = await browse({ baseURL: office.server.url });
  await page.goto("/setup");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/sign-up");
  await expect(page.getByRole("heading", { name: "New accounts are closed on this server" })).toBeVisible();
  await page.goto("/join/made-up");
  await expect(page.getByRole("heading", { name: "This invite link no longer works" })).toBeVisible();
});

test("with REGISTRATION=open anyone signs up by themselves, and finds the conversation", async ({ serve, browse }) => {
  const { url } = await serve({ env: { REGISTRATION: "open" } });
  const anna = await browse({ baseURL: url });
  await anna.goto("/");
  await fill(anna, {
    "Name of the workspace": "Club",
    "Your name": "Anna",
    "E-mail": "anna@example.org",
    Password: "correct horse",
  });
  await anna.getByRole("button", { name: "Create the workspace" }).click();
  await anna.getByRole("button", { name: "Open the room" }).click();
  await expect(anna).toHaveURL(/\/r\/general$/);

  const bo = await browse({ baseURL: url });
  await bo.goto("/sign-in");
  await bo.getByRole("link", { name: "Create account" }).click();
  await fill(bo, { "Your name": "Bo", "E-mail": "bo@example.org", Password: "short" });
  await bo.getByRole("button", { name: "Create account" }).click();
  await expect(bo.getByText("The password needs at least 8 characters.")).toBeVisible();
  await fill(bo, { Password: "battery staple" });
  await bo.getByRole("button", { name: "Create account" }).click();
  await expect(bo.getByRole("link", { name: /^general/ })).toBeVisible();
});

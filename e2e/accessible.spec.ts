import type { Page } from "@playwright/test";
import { answered, openOffice } from "#test/support/colleagues.ts";
import { inspect as inspectAt } from "./inspect.ts";
import { expect, gather, signIn, test } from "./story.ts";

/** At both widths. */
const inspect = (page: Page, name: string) => inspectAt(page, name, [390, 1440]);

test("axe finds nothing where people come in", async ({ serve, browse }) => {
  const server = await serve();
  const page = await browse({ baseURL: server.url });
  await page.goto("/setup");
  await expect(page.getByRole("heading", { name: "Set up Parley" })).toBeVisible();
  await inspect(page, "setup");

  const anna = await openOffice(server);
  const { invite } = await answered(anna.rest("invites.create", { body: {} }));
  const pages = {
    "/sign-in": "Sign in to Acme",
    [`/join/${invite}`]: "Join Acme",
    "/reset/made-up": "This link no longer works",
    "/no/such/page": "There is nothing here",
  };
  for (const [path, heading] of Object.entries(pages)) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await inspect(page, path);
  }
  await page.goto("/sign-in");
  await page.getByLabel("E-mail", { exact: true }).fill("nobody@example.org");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("That e-mail and password don’t match an account.")).toBeVisible();
  await inspect(page, "a refused sign-in");
});

test("axe finds nothing in the conversation, its panel and its dialogs", async ({ serve, browse }) => {
  const server = await serve();
  const anna = await openOffice(server);
  const room = await gather([anna]);
  const say = (text: string) =>
    answered(anna.rest("messages.create", { params: { room: room.roomId }, body: { text } }));
  await say("Hello, **everyone**: [a link](https://example.org), `code` and a list\n\n- one\n- two\n\n> quoted");
  await say("```\nconst answer = 42;\n```");
  await say(`<@${anna.id}> was mentioned 🙂`);

  const page = await browse({ baseURL: server.url });
  await signIn(page, anna);
  await page.goto(`/r/${room.slug}`);
  await expect(page.getByText("was mentioned")).toBeVisible();
  await expect(page.locator("[data-connection]")).toHaveAttribute("data-connection", "live");
  await inspect(page, "a conversation");
  await page.getByText("was mentioned").hover();
  await inspect(page, "a message's actions");

  await page.setViewportSize({ width: 1440, height: 844 });
  await page.getByRole("button", { name: "Members and details" }).click();
  await expect(page.getByRole("button", { name: "Leave room" })).toBeVisible();
  await inspect(page, "the panel");
  const link = page.getByRole("link", { name: new RegExp(`^${room.name}`) });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await expect(link).toBeVisible();
  await inspectAt(page, "the rooms", [390]);
  // A wide screen shows a room beside them.
  await page.setViewportSize({ width: 1440, height: 844 });
  await expect(page).toHaveURL(/\/r\//);
  await expect(page.getByText("was mentioned")).toBeVisible();
  await inspectAt(page, "the rooms", [1440]);
  for (const dialog of ["Create room", "Browse rooms", "New message"]) {
    await page.getByRole("button", { name: dialog }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await inspect(page, dialog);
    await page.keyboard.press("Escape");
  }
  await page.goto("/settings");
  await expect(page.getByText("(this browser)")).toBeVisible();
  await inspect(page, "settings");
});

test("a phone in a room says that it is offline and what waits, and axe finds nothing in it", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const window = await visit(anna, await gather([anna]), { viewport: { width: 390, height: 844 } });
  await expect(window.connection).toHaveAttribute("data-connection", "live");
  await window.warm();
  await window.page.context().setOffline(true);
  await expect(window.connection).toHaveAttribute("data-connection", "offline");
  await window.write("Kept for later");
  await expect(window.connection.getByText("1 message waiting")).toBeInViewport();
  await expect(window.connection.getByText("Offline").last()).toBeInViewport();
  await inspect(window.page, "offline");
});

test("axe finds nothing while a menu is open", async ({ newcomer, visit }) => {
  // Twelve inspections, of several seconds each where the machine is busy.
  test.slow();
  const anna = await newcomer("Anna");
  const room = await gather([anna, await newcomer("Bo")]);
  const window = await visit(anna, room);
  const { page } = window;
  await window.write("Something to act on");
  await window.message("Something to act on").hover();
  const open = async (name: RegExp) => {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("menu")).toBeVisible();
  };
  await open(/^Message by Anna: actions$/);
  await inspect(page, "a message's menu");
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 1440, height: 844 });
  await page.getByRole("button", { name: "Members and details" }).click();
  await open(/^Bo: actions$/);
  await inspect(page, "a member's menu");
  await page.keyboard.press("Escape");

  await page.goto("/");
  await expect(page).toHaveURL(/\/r\//);
  await window.connected();
  await open(/Menu$/);
  await inspect(page, "the workspace's menu");
});

/** The admin pages: who comes there, people, bots, webhooks, and what could not be delivered. */
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { IncomingWebhook } from "@slack/webhook";
import { answered, type Colleague, openOffice, restOf, welcome } from "#test/support/colleagues.ts";
import type { TestServer } from "#test/support/server.ts";
import { expect, gather, signIn, test as story } from "./story.ts";

type Posted = { readonly id: string; readonly body: string };
type Service = { readonly url: string; readonly posted: Posted[]; status: number };
type Office = { readonly server: TestServer; readonly owner: Colleague };

type Admins = {
  /** An office whose webhooks may post to this machine. */
  open(): Promise<Office>;
  /** Somebody's browser at a page, signed in. */
  look(who: Colleague, at: Office, path: string, width?: number): Promise<Page>;
  /** A small HTTP service that answers with `status`. */
  service(): Promise<Service>;
};

const test = story.extend<Admins>({
  open: async ({ serve }, use) => {
    await use(async () => {
      const server = await serve({ env: { LIMITS: "off", WEBHOOK_ALLOWED_ADDRESSES: "127.0.0.1" } });
      return { server, owner: await openOffice(server) };
    });
  },

  look: async ({ browse }, use) => {
    await use(async (who, { server }, path, width = 1280) => {
      const page = await browse({ baseURL: server.url, viewport: { width, height: 844 } });
      await signIn(page, who);
      await page.goto(path);
      return page;
    });
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  service: async ({}, use) => {
    const running: Server[] = [];
    await use(async () => {
      const service: Service = { url: "", posted: [], status: 200 };
      const server = createServer(async (request, response) => {
        const body = await text(request);
        service.posted.push({ id: String(request.headers["webhook-id"]), body });
        response.writeHead(service.status).end();
      });
      running.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("The service has no port.");
      return Object.assign(service, { url: `http://127.0.0.1:${address.port}/hook` });
    });
    for (const server of running) {
      server.closeAllConnections();
      server.close();
    }
  },
});

const statusOf = async (page: Page, path: string) => (await page.goto(path))?.status();

test("for members and guests there are no admin pages; admins have all but the owner's, and find them in the menu", async ({
  open,
  look,
}) => {
  const office = await open();
  const [bo, cy] = [await welcome(office.server, office.owner, "Bo"), await welcome(office.server, office.owner, "Cy")];
  await answered(office.owner.rest("users.update", { params: { id: cy.id }, body: { role: "admin" } }));

  const bos = await look(bo, office, "/");
  await bos.getByRole("button", { name: /Bo.*Menu$/s }).click();
  await expect(bos.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  await expect(bos.getByRole("menuitem", { name: "Administration" })).toHaveCount(0);
  for (const path of ["/admin", "/admin/people", "/admin/dead-letters", "/admin/connections"])
    expect(await statusOf(bos, path), path).toBe(404);

  const cys = await look(cy, office, "/");
  await cys.getByRole("button", { name: /Cy.*Menu$/s }).click();
  await cys.getByRole("menuitem", { name: "Administration" }).click();
  await expect(cys.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
  await expect(cys).toHaveURL(/\/admin\/people$/);
  const places = cys.getByRole("navigation", { name: "Administration pages" });
  await expect(places.getByRole("link", { name: "Connections" })).toHaveCount(0);
  expect(await statusOf(cys, "/admin/connections")).toBe(404);

  // Who is not signed in is asked to, and then is where they wanted to be.
  const nobody = await look(office.owner, office, "/sign-in");
  await nobody.context().clearCookies();
  await nobody.goto("/admin/bots");
  await expect(nobody).toHaveURL(/\/sign-in\?next=%2Fadmin%2Fbots$/);
});

test("AUTH-7: a colleague whom the owner deactivates is told in the open page, is apart in the list, and is let in again", async ({
  open,
  look,
  visit,
}) => {
  const office = await open();
  const { owner, server } = office;
  const bo = await welcome(server, owner, "Bo");
  const room = await gather([owner, bo]);
  const bos = await visit(bo, room, { url: server.url });
  const page = await look(owner, office, "/admin/people");

  await page.getByRole("searchbox", { name: "Search people" }).fill("bo");
  await expect(page.getByRole("listitem").filter({ hasText: "Anna" })).toHaveCount(0);
  await page.getByRole("button", { name: "Bo: actions" }).click();
  await page.getByRole("menuitem", { name: "Deactivate …" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate Bo?" });
  await expect(question).toContainText("What they wrote stays");
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(bos.page.getByText("You have been signed out. Everything you typed is kept.")).toBeVisible();
  const gone = page.getByRole("region", { name: "Deactivated (1)" });
  await expect(gone.getByRole("listitem")).toContainText("Bo");

  await gone.getByRole("button", { name: "Let Bo in again" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Let in again" }).click();
  await expect(gone).toHaveCount(0);
  await signIn(bos.page, bo);
  expect((await bos.page.request.get("/api/v1/me")).status()).toBe(200);
});

test("a role given takes effect while people look, and one taken away says so", async ({ open, look }) => {
  const office = await open();
  const cy = await welcome(office.server, office.owner, "Cy");
  const page = await look(office.owner, office, "/admin/people");
  const choose = async (role: string) => {
    await page.getByRole("button", { name: "Cy: actions" }).click();
    await page.getByRole("menuitemradio", { name: role }).click();
  };
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: "Cy" });

  await choose("Admin");
  await expect(entry).toContainText("Admin");
  const cys = await look(cy, office, "/admin/people");
  // Not even an admin does anything to an owner.
  await expect(cys.getByRole("button", { name: "Cy: actions" })).toBeVisible();
  await expect(cys.getByRole("button", { name: "Anna: actions" })).toHaveCount(0);
  await expect(cys.locator('[data-connection="live"]').first()).toBeAttached();

  await choose("Member");
  await expect(entry).toContainText("Member");
  await expect(cys.getByRole("heading", { name: "You are no longer an admin" })).toBeVisible();
});

test("GW-3: what a failing service was not told is a dead letter, which is read, and replayed when the webhook is on again", async ({
  open,
  look,
  service,
}) => {
  const office = await open();
  const { owner, server } = office;
  const bo = await welcome(server, owner, "Bo");
  const room = await gather([owner, bo], { name: "Deploys" });
  const outside = await service();
  outside.status = 503;

  const page = await look(owner, office, "/admin/webhooks");
  await page.getByRole("button", { name: "New outgoing webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Pager");
  await dialog.getByLabel("Address").fill(outside.url);
  await dialog.getByLabel("In", { exact: true }).selectOption({ label: "Deploys" });
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await expect(dialog.getByLabel("Signing secret")).toHaveValue(/^whsec_/);
  await dialog.getByRole("button", { name: "Done" }).click();

  await answered(bo.rest("messages.create", { params: { room: room.roomId }, body: { text: "Deploy now" } }));
  const hook = page.getByRole("list", { name: "Outgoing" }).getByRole("listitem");
  await expect(hook).toContainText("1 waiting", { timeout: 30_000 });
  await expect.poll(() => outside.posted.length).toBeGreaterThan(0);
  await hook.getByRole("button", { name: "Pager: actions" }).click();
  await page.getByRole("menuitem", { name: "Switch off …" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
  await expect(hook).toContainText("An admin switched it off.");
  await hook.getByRole("link", { name: "1 dead letter" }).click();

  await page.getByRole("link", { name: /New message · Pager/ }).click();
  await expect(page.getByRole("heading", { name: "New message", level: 1 })).toBeVisible();
  await expect(page.getByText("answered 503").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "What it says" }).last()).toContainText('"text": "Deploy now"');
  await page.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText("Its webhook is switched off. Switch it on first, under Webhooks.")).toBeVisible();

  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("button", { name: "Switch Pager on" }).click();
  await expect(hook).not.toContainText("An admin switched it off.");
  outside.status = 204;
  const [first] = outside.posted.splice(0);
  await page.getByRole("link", { name: "Dead letters", exact: true }).click();
  await page.getByRole("checkbox", { name: "Choose all" }).check();
  await page.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText(/^It is on its way again\./)).toBeVisible();
  await expect
    .poll(() => outside.posted)
    .toMatchObject([{ id: first?.id, body: expect.stringContaining("Deploy now") }]);
  await expect(page.getByText("Everything was delivered")).toBeVisible();
});

test("an incoming webhook that the owner makes takes what Slack's client posts, and a colleague reads it; ended, it takes nothing", async ({
  open,
  look,
  visit,
}) => {
  const office = await open();
  const { owner, server } = office;
  const bo = await welcome(server, owner, "Bo");
  const room = await gather([owner, bo], { name: "Alerts" });
  const bos = await visit(bo, room, { url: server.url });

  const page = await look(owner, office, "/admin/webhooks");
  await page.getByRole("button", { name: "New incoming webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Alertmanager");
  await dialog.getByLabel("Posts into").selectOption({ label: "Alerts" });
  await dialog.getByRole("button", { name: "Make address" }).click();
  const url = await dialog.getByLabel("Secret address").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();

  const slack = new IncomingWebhook(url);
  await slack.send({ text: "*Disk* is filling up" });
  await expect(bos.messages.filter({ hasText: "Disk is filling up" })).toContainText("Alertmanager");
  const hook = page.getByRole("list", { name: "Incoming" }).getByRole("listitem");
  await expect(hook).toContainText("last used", { timeout: 30_000 });

  await page.getByRole("button", { name: "End Alertmanager" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
  await expect(page.getByText("No program posts here yet")).toBeVisible();
  await expect(slack.send("and again")).rejects.toThrow(/404/);
});

test("a bot that the owner makes has a token, is put into a room, says something there, and stops with its deactivation", async ({
  open,
  look,
  visit,
}) => {
  const office = await open();
  const { owner, server } = office;
  const bo = await welcome(server, owner, "Bo");
  const room = await gather([owner, bo], { name: "Greetings", kind: "private" });
  const bos = await visit(bo, room, { url: server.url });

  const page = await look(owner, office, "/admin/bots");
  await page.getByRole("button", { name: "New bot" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Echo");
  await page.getByRole("dialog").getByRole("button", { name: "Make bot" }).click();
  await expect(page.getByRole("heading", { name: "Echo", level: 1 })).toBeVisible();
  await page.getByLabel("Name of the new token").fill("the program at home");
  await page.getByRole("button", { name: "Make token" }).click();
  const token = await page.getByLabel("Access token", { exact: true }).inputValue();
  await page.getByLabel("Add it to a room").selectOption({ label: "Greetings" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("link", { name: "Greetings" })).toBeVisible();

  const echo = restOf(server, { kind: "token", token });
  await answered(echo("messages.create", { params: { room: room.roomId }, body: { text: "Hello, I am new" } }));
  await expect(bos.message("Hello, I am new")).toContainText("Echo");

  // A token that is not wanted any more ends once that is confirmed, and this one alone.
  await page.getByLabel("Name of the new token").fill("the old laptop");
  await page.getByRole("button", { name: "Make token" }).click();
  const laptop = page.getByRole("button", { name: "Revoke the old laptop" });
  await laptop.click();
  const question = page.getByRole("alertdialog", { name: "Revoke the old laptop?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(laptop).toBeFocused();
  await laptop.click();
  await question.getByRole("button", { name: "Revoke" }).click();
  await expect(laptop).toHaveCount(0);
  await answered(echo("me.get"));

  await page.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("This bot is deactivated: it can neither read nor write.")).toBeVisible();
  const refused = await echo("me.get");
  expect(refused.ok ? 200 : refused.status).toBe(401);
});

test("on a phone a menu leads from page to page, and back to the chat", async ({ open, look }) => {
  const office = await open();
  const page = await look(office.owner, office, "/admin/people", 390);
  await page.getByRole("button", { name: /another page/ }).click();
  await page.getByRole("menuitem", { name: "Webhooks" }).click();
  await expect(page.getByRole("heading", { name: "Webhooks", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/webhooks$/);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole("link", { name: "Back to Acme" }).click();
  await expect(page.getByRole("button", { name: /Menu$/ })).toBeVisible();
});

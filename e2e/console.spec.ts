/** How the owner watches the server and who is connected, and how each looks after their own connections. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { answered, openOffice, welcome } from "#test/support/colleagues.ts";
import { expect, gather, signIn, test } from "./story.ts";

/** For what the page asks for again only from time to time. */
const asked = { timeout: 30_000 };
const stopped = "Disconnected. Reload the page to go on.";

test("a colleague comes and goes: the owner's figures move without a reload, in a second tab as in the first", async ({
  serve,
  visit,
}) => {
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  // The tab with the connection is another one, so that the figures come by way of it (FB-6).
  const { page: leader } = await visit(anna, room, server);
  const console = await leader.context().newPage();
  await console.goto("/admin");
  await expect(console.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  const count = console.getByRole("definition").filter({ hasText: "event stream" });
  await expect(count).toContainText("1 Socket.IO");
  await expect(console.getByRole("figure", { name: "Send to deliver" }).locator("canvas")).toBeVisible();

  const theirs = await visit(bo, room, server);
  await expect(count).toContainText("2 Socket.IO");
  await theirs.write("Good morning");
  const commands = console
    .getByRole("figure", { name: "Commands and messages" })
    .getByRole("row", { name: /^Messages/ });
  // The highest of the last quarter of an hour.
  await expect(commands.getByRole("cell").last()).not.toHaveText(/^[0–]$/);
  await expect(console.getByRole("definition").filter({ hasText: "p50" })).toContainText("ms");

  await theirs.page.context().close();
  await expect(count).toContainText("1 Socket.IO");
  const ended = console.getByRole("region", { name: "Why connections ended" });
  await expect(ended).toContainText(/The client said goodbye|Gone without a word/);

  await console.getByRole("button", { name: "Pause" }).click();
  await visit(bo, room, server);
  await expect(count).toContainText("1 Socket.IO");
  await console.getByRole("button", { name: "Go on" }).click();
  await expect(count).toContainText("2 Socket.IO");

  await console.getByRole("link", { name: "Connections" }).click();
  await expect(console.getByRole("listitem").getByRole("button", { name: /^Bo\b/ })).toBeVisible();
});

test("a console that lost its line says that its figures are of then, and goes on by itself", async ({
  serve,
  browse,
}) => {
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const page = await browse({ baseURL: server.url });
  await signIn(page, anna);
  await page.goto("/admin");
  await expect(page.getByText(/Told once a second/)).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByRole("alert").filter({ hasText: "Nothing new since" })).toBeVisible({ timeout: 60_000 });
  await page.context().setOffline(false);
  await expect(page.getByRole("alert").filter({ hasText: "Nothing new since" })).toHaveCount(0, { timeout: 60_000 });
});

test("the owner disconnects a colleague, whose page says so and does not come back by itself", async ({
  serve,
  visit,
  browse,
}) => {
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const page = await browse({ baseURL: server.url });
  await signIn(page, anna);
  await page.goto("/admin/connections");
  await expect(page.getByText("1 connection", { exact: true })).toBeVisible();
  const { page: theirs } = await visit(bo, room, server);
  const entry = page.getByRole("listitem").getByRole("button", { name: /^Bo\b/ });
  await expect(entry).toBeVisible();

  const search = page.getByLabel("Search by name, address or program");
  await search.fill("nobody");
  await expect(page.getByText("No connection is like that.")).toBeVisible();
  await search.fill("bo");
  await entry.click();
  const details = page.getByRole("dialog", { name: "Bo’s connection" });
  await expect(details).toContainText("Socket.IO");
  await expect(details).toContainText("A sign-in");
  await details.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("alertdialog", { name: "Disconnect Bo?" }).getByRole("button", { name: "Disconnect" }).click();
  await expect(theirs.getByText(stopped).first()).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("No connection is like that.")).toBeVisible();

  await theirs.reload();
  await expect(theirs.locator("[data-connection]").first()).toHaveAttribute("data-connection", "live");
  await expect(entry).toBeVisible();
});

test("for a member neither page exists, and an admin begins with the people", async ({ serve, browse }) => {
  const server = await serve({ env: { LIMITS: "off" } });
  const anna = await openOffice(server);
  const [bo, cleo] = [await welcome(server, anna, "Bo"), await welcome(server, anna, "Cleo")];
  await answered(anna.rest("users.update", { params: { id: cleo.id }, body: { role: "admin" } }));
  const member = await browse({ baseURL: server.url });
  await signIn(member, bo);
  for (const path of ["/admin", "/admin/connections"]) expect((await member.goto(path))?.status()).toBe(404);
  const admin = await browse({ baseURL: server.url });
  await signIn(admin, cleo);
  await admin.goto("/admin");
  await expect(admin).toHaveURL(/\/admin\/people$/);
  await expect(admin.getByRole("link", { name: "Connections" })).toHaveCount(0);
  expect((await admin.goto("/admin/connections"))?.status()).toBe(404);
});

test("one of a token's connections is ended by itself; revoking the token ends the others", async ({
  newcomer,
  office,
  browse,
}) => {
  const anna = await newcomer("Anna");
  const page = await browse({ baseURL: office.server.url });
  await signIn(page, anna);
  const bots = [0, 1].map(() => {
    const socket = new WebSocket(`${office.server.url.replace("http", "ws")}/ws/chat`, {
      headers: { authorization: `Bearer ${anna.token}` },
    });
    return { socket, opened: once(socket, "open"), closed: once(socket, "close") };
  });
  await Promise.all(bots.map(({ opened }) => opened));
  await page.goto("/settings#tokens");
  const section = page.getByRole("region", { name: "Access tokens" });
  const disconnect = section.getByRole("button", { name: /^Disconnect tests, connected since / });
  await expect(disconnect).toHaveCount(2, asked);
  await disconnect.first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(disconnect).toHaveCount(1, asked);
  const codes = async () => (await Promise.race(bots.map(({ closed }) => closed)))[0];
  expect(await codes()).toBe(4403);
  // It stays good.
  expect((await answered(anna.rest("me.get", {}))).user.id).toBe(anna.id);

  await section.getByRole("button", { name: "Revoke tests" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(disconnect).toHaveCount(0, asked);
  const ends = await Promise.all(bots.map(async ({ closed }) => (await closed)[0]));
  expect(ends.sort()).toEqual([4401, 4403]);
});

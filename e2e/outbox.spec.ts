import { openOffice, welcome } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";
import { Window } from "./window.ts";

const words = ["one", "two", "three"];

test("what waits to be sent survives a reload, a crash and a closed tab, and is sent once", async ({
  serve,
  visit,
}) => {
  const server = await serve();
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room, server), await visit(bo, room, server)];
  const context = annas.page.context();

  await context.setOffline(true);
  for (const word of words) await annas.write(word);
  await expect(annas.pending).toHaveCount(3);
  await expect(annas.connection).toContainText("3 messages waiting");
  await context.setOffline(false);
  await server.kill("SIGKILL");
  await annas.write("four");
  await expect(annas.pending).toHaveCount(4);

  // The tab crashes and is closed; the next one finds what waited.
  const crashed = annas.page;
  const gone = crashed.waitForEvent("crash");
  crashed.goto("chrome://crash").catch(() => {});
  await gone;
  await crashed.close();
  await server.restart();
  const page = await context.newPage();
  await page.goto(`/r/${room.slug}`);
  const again = new Window(page);
  for (const word of [...words, "four"]) await expect(again.message(word)).toHaveAttribute("data-delivery", "sent");

  await context.setOffline(true);
  await again.write("five");
  await expect(again.pending).toHaveCount(1);
  await context.setOffline(false);
  await page.reload();
  await expect(again.message("five")).toHaveAttribute("data-delivery", "sent");
  await expect.poll(async () => (await bos.shown()).map(({ text }) => text)).toEqual([...words, "four", "five"]);
});

test("two tabs of one person share what waits, and send it once", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [one, bos] = [await visit(anna, room), await visit(bo, room)];
  const context = one.page.context();
  const two = new Window(await context.newPage());
  await two.page.goto(`/r/${room.slug}`);
  await expect(two.page.getByRole("log")).toBeAttached();

  await context.setOffline(true);
  for (const [index, word] of words.entries()) await (index === 1 ? two : one).write(word);
  for (const tab of [one, two]) await expect(tab.pending).toHaveCount(3);
  await context.setOffline(false);
  for (const tab of [one, two, bos])
    await expect.poll(async () => (await tab.shown()).map(({ text }) => text)).toEqual(words);
  for (const tab of [one, two]) await expect(tab.pending).toHaveCount(0);

  // The tab that sends is closed: the other one takes over.
  await one.page.close();
  await two.write("on my own");
  await expect(two.message("on my own")).toHaveAttribute("data-delivery", "sent");
  await expect(bos.message("on my own")).toHaveCount(1);
});

test("ENV-6, FB-6: after the server was killed, the tab that is back on the line has it for the one that is not", async ({
  serve,
  visit,
}) => {
  const server = await serve();
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo]);
  const [two, bos] = [await visit(anna, room, server), await visit(bo, room, server)];

  // This tab's way to the server can be closed; the other one reloads, so that this one has the connection.
  let closed = false;
  const one = new Window(await two.page.context().newPage());
  await one.page.routeWebSocket(/./, (socket) => {
    if (closed) void socket.close();
    else socket.connectToServer();
  });
  await one.page.route("**/api/**", (route) => (closed ? route.abort() : route.continue()));
  await one.page.goto(`/r/${room.slug}`);
  await one.connected();
  await two.page.reload();
  await two.connected();
  await two.write("before");
  await expect(bos.message("before")).toHaveCount(1);

  await server.kill("SIGKILL");
  closed = true;
  for (const tab of [one, two]) await expect(tab.connection).toHaveAttribute("data-connection", "reconnecting");
  await one.write("from the tab that is cut off");
  await expect(two.pending).toHaveCount(1);
  await server.restart();
  for (const tab of [two, bos]) {
    await tab.hurry();
    await tab.connected();
  }
  await two.write("from the tab that is back");
  await expect(bos.message("from the tab that is back")).toHaveCount(1, { timeout: 10_000 });
  await expect(one.connection).toHaveAttribute("data-connection", "live");
  for (const tab of [one, two]) await expect(tab.pending).toHaveCount(0);

  closed = false;
  const written = ["before", "from the tab that is cut off", "from the tab that is back"];
  for (const tab of [one, two, bos]) {
    await expect
      .poll(
        async () => {
          await tab.hurry();
          return (await tab.shown()).map(({ text }) => text);
        },
        { timeout: 30_000 },
      )
      .toEqual(written);
    await expect(tab.pending).toHaveCount(0);
  }
});

test("what is written into a room that cannot be loaded yet stands there, and is sent", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const here = await gather([anna, bo], { name: "Here" });
  const there = await gather([anna, bo], { name: "Over there" });
  const [annas, bos] = [await visit(anna, here), await visit(bo, there)];

  await annas.warm();
  await annas.page.context().setOffline(true);
  await annas.page.getByRole("link", { name: /^Over there/ }).click();
  await annas.write("On my way");
  await expect(annas.pending.filter({ hasText: "On my way" })).toBeVisible();
  await annas.page.context().setOffline(false);
  await expect(annas.message("On my way")).toHaveAttribute("data-delivery", "sent");
  await expect(annas.pending).toHaveCount(0);
  await expect(bos.message("On my way")).toHaveCount(1);
});

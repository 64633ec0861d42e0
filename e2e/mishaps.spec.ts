/** What goes wrong around a message, and what is said and kept of it. */
import type { BrowserContextOptions, Page, WebSocketRoute } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { fillPast } from "#test/support/archive.ts";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { Finger } from "./finger.ts";
import { goTo, roomLink, toList } from "./rooms.ts";
import { phone, wide } from "./screens.ts";
import { test as base, expect, gather, signIn } from "./story.ts";
import { Window } from "./window.ts";

/** Stands between a window and the server, in whose place it answers, or keeps silent. */
type Between = { refuse: string | null; hold: string | null; release(): void };
type Mishaps = {
  /** As `visit`, with somebody between. */
  visitBetween(who: Colleague, room: MyRoom, options?: BrowserContextOptions): Promise<[Window, Between]>;
};

const test = base.extend<Mishaps>({
  visitBetween: async ({ office, browse }, use) => {
    await use(async (who, room, options) => {
      const page = await browse({ baseURL: office.server.url, ...options });
      const held: (() => void)[] = [];
      const between: Between = {
        refuse: null,
        hold: null,
        release() {
          for (const send of held.splice(0)) send();
        },
      };
      await page.routeWebSocket(/./, (socket) => stand(socket, between, held));
      await signIn(page, who);
      await page.goto(`/r/${room.slug}`);
      const window = new Window(page);
      await expect(page.getByRole("log")).toBeAttached({ timeout: 30_000 });
      await window.connected();
      return [window, between];
    });
  },
});

function stand(socket: WebSocketRoute, between: Between, held: (() => void)[]): void {
  const server = socket.connectToServer();
  socket.onMessage((frame) => {
    // Socket.IO's frame of a command, and the number that its answer carries.
    const [, number, action, requestId] =
      /^42(\d+)\[.*"action":"(\w+)".*"requestId":"([^"]+)"/.exec(frame.toString()) ?? [];
    if (action !== undefined && action === between.hold) held.push(() => server.send(frame));
    else if (number === undefined || action !== between.refuse) server.send(frame);
    else {
      const error = { code: "conflict", message: "Not now.", retryable: false };
      socket.send(`43${number}${JSON.stringify([{ v: 1, type: "reply", requestId, ok: false, error }])}`);
    }
  });
}

const sizes = { "on a wide screen": wide, "on a phone": phone };
const make = (people: readonly [Colleague, ...Colleague[]], name: string) => gather(people, { name, kind: "private" });

const notices = (page: Page) => page.getByRole("region", { name: /^Notices/ });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const clipboard = ["clipboard-read", "clipboard-write"];

/** A little further up, as a wheel or a finger does it. */
async function scrollUp(page: Page): Promise<void> {
  const box = await page.locator("[data-scroller]").boundingBox();
  if (!box) throw new Error("There is no conversation.");
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 3)];
  if (!(await page.evaluate(() => matchMedia("(pointer: coarse)").matches))) {
    await page.mouse.move(x, y);
    return page.mouse.wheel(0, -200);
  }
  const finger = new Finger(page);
  await finger.down({ x, y });
  await finger.move({ y: 200 });
  await finger.up(300);
}

for (const [where, size] of Object.entries(sizes)) {
  test.describe(where, () => {
    test("a message that is refused says so, in the list of rooms, too; it is copied, discarded, taken back, sent again", async ({
      newcomer,
      visit,
      visitBetween,
    }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const deck = await make([anna, bo], "Deck");
      await make([anna, bo], "Quay");
      const annas = await visit(anna, deck, size);
      const [bos, between] = await visitBetween(bo, deck, { ...size, permissions: clipboard });
      const { page } = bos;
      const failed = page.locator('[data-delivery="failed"]');
      between.refuse = "sendMessage";
      for (const text of ["Cast off", "Fenders in"]) await bos.write(text);
      await expect(failed).toHaveCount(2);
      await expect(failed.first()).toContainText("Not sent: ");
      expect(await failed.first().evaluate((line) => getComputedStyle(line).userSelect)).not.toBe("none");

      await goTo(page, "Quay");
      await expect(page.getByText("This is the beginning of Quay.")).toBeVisible();
      await toList(page);
      await expect(roomLink(page, "Deck")).toHaveAccessibleName(/2 messages not sent/);
      await goTo(page, "Deck");

      const act = (text: string, name: string) =>
        failed.filter({ hasText: text }).getByRole("button", { name, exact: true }).click();
      await act("Cast off", "Copy text");
      await expect(page.getByText("Text copied", { exact: true })).toBeVisible();
      expect(await copied(page)).toBe("Cast off");
      await act("Fenders in", "Discard");
      await expect(failed).toHaveCount(1);
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await expect(failed).toHaveCount(2);
      await expect(failed.last()).toContainText("Fenders in");
      await page.reload();
      await bos.connected();
      await expect(failed).toHaveCount(2);
      await act("Fenders in", "Discard");
      await expect(failed).toHaveCount(1);
      // What tells of it lies over the end of the conversation for a while.
      await notices(page).getByRole("button", { name: "Close" }).click();

      between.refuse = null;
      await act("Cast off", "Retry");
      await expect(annas.message("Cast off")).toBeVisible();
      await expect(bos.message("Cast off")).toHaveAttribute("data-delivery", "sent");
      await expect(bos.pending).toHaveCount(0);
      await expect(annas.message("Fenders in")).toHaveCount(0);
      await toList(page);
      await expect(roomLink(page, "Deck")).not.toHaveAccessibleName(/not sent/);
    });

    test("who was removed from a room takes along what they could not send", async ({ newcomer, visit }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const board = await make([anna, bo], "Board");
      const annas = await visit(anna, board, size);
      const bos = await visit(bo, board, { ...size, permissions: clipboard });
      const { page } = bos;
      await page.context().setOffline(true);
      await bos.write("An hour of work");
      await bos.box.fill("and a half");
      await answered(anna.rest("members.delete", { params: { room: board.roomId, userId: bo.id } }));
      await page.context().setOffline(false);
      await expect(page.getByRole("heading", { name: "You are no longer in Board" })).toBeVisible({ timeout: 30_000 });
      const unsent = page.getByRole("region", { name: "Not sent" });
      const one = unsent.getByRole("listitem").filter({ hasText: "An hour of work" });
      await expect(unsent.getByRole("listitem")).toHaveText([/An hour of work/, /and a half/]);
      await one.getByRole("button", { name: "Copy text" }).click();
      await expect(page.getByText("Text copied", { exact: true })).toBeVisible();
      expect(await copied(page)).toBe("An hour of work");
      await one.getByRole("button", { name: "Discard" }).click();
      await expect(one).toHaveCount(0);
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await expect(one).toBeVisible();

      await page.reload();
      await expect(page.getByRole("heading", { name: "There is no such room" })).toBeVisible();
      await one.getByRole("button", { name: "Discard" }).click();
      await expect(unsent).toHaveCount(0);
      await expect(annas.message("An hour of work")).toHaveCount(0);
    });

    test("a jump while offline says so, goes on by itself, and gives way to whoever scrolls or writes on", async ({
      office,
      newcomer,
      visit,
    }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const archive = await make([anna, bo], "Archive");
      const seqs = await fillPast(office.server, archive, [anna], { count: 900 });
      const [annas, bos] = [await visit(anna, archive, size), await visit(bo, archive, size)];
      const { page } = bos;
      const context = page.context();
      const jump = (n: number) =>
        page.evaluate((to) => history.pushState(null, "", to), `/r/${archive.slug}/${seqs[n - 1]}`);
      const told = page.getByText("You are offline. This is loaded as soon as you are back.");
      await expect(bos.message("Line 900")).toBeInViewport();
      // What says so is there as soon as the page has loaded what it may need.
      await page.waitForFunction(() => performance.getEntriesByName("warmed-up").length > 0);

      await context.setOffline(true);
      await jump(100);
      await expect(told).toBeVisible();
      await expect(bos.message("Line 900")).toBeInViewport();
      await context.setOffline(false);
      await expect(bos.message("Line 100")).toBeInViewport({ timeout: 30_000 });
      await expect(told).toHaveCount(0);

      for (const on of ["scrolling", "writing"]) {
        const n = on === "scrolling" ? 500 : 300;
        await context.setOffline(true);
        await jump(n);
        await expect(told).toBeVisible();
        if (on === "scrolling") await scrollUp(page);
        else await bos.box.pressSequentially("Never mind");
        await expect(told).toHaveCount(0);
        await context.setOffline(false);
        await bos.connected();
        await annas.write(`After ${on}`);
        // It came, and so would have what was asked for before it.
        await expect(page.getByRole("button", { name: /^\d new message/ })).toBeVisible();
        await expect(bos.message(`Line ${n}`)).toHaveCount(0);
      }
      await expect(bos.box).toHaveValue("Never mind");
      await expect(bos.box).toBeFocused();
    });

    test("a room that does not come says why, at once, and comes as soon as it can", async ({ newcomer, visit }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const [quay, pier, deck] = [
        await make([anna, bo], "Quay"),
        await make([anna, bo], "Pier"),
        await make([anna, bo], "Deck"),
      ];
      for (const room of [pier, deck])
        await answered(
          anna.rest("messages.create", { params: { room: room.roomId }, body: { text: `In ${room.name}` } }),
        );
      const bos = await visit(bo, quay, size);
      const { page } = bos;
      await page.context().setOffline(true);
      await goTo(page, "Pier");
      await expect(page.getByText("You are offline. This is loaded as soon as you are back.")).toBeVisible();
      await page.context().setOffline(false);
      await expect(bos.messages.filter({ hasText: "In Pier" })).toBeVisible({ timeout: 30_000 });

      const pages = /\/messages(\?|$)/;
      await page.route(pages, (route) => route.abort());
      await goTo(page, "Deck");
      await expect(page.getByText("This couldn’t be loaded yet. Trying again…")).toBeVisible();
      await page.unroute(pages);
      await expect(bos.messages.filter({ hasText: "In Deck" })).toBeVisible({ timeout: 30_000 });
      await expect(page.getByText("This couldn’t be loaded yet.", { exact: false })).toHaveCount(0);
    });

    test("everybody who reacted is named, and each name leads to its person; a reaction that fails says so", async ({
      newcomer,
      visit,
      visitBetween,
    }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const crew = await Promise.all(Array.from({ length: 10 }, (_, n) => newcomer(`Hand${n}`)));
      const deck = await make([anna, bo, ...crew], "Deck");
      const { message } = await answered(
        anna.rest("messages.create", { params: { room: deck.roomId }, body: { text: "Aye?" } }),
      );
      const [annas, [bos, between]] = [await visit(anna, deck, size), await visitBetween(bo, deck, size)];
      await Promise.all([bo, ...crew].map((each) => reacts(annas.page, each, deck, message.seq)));
      const pill = bos.page.getByRole("button", { name: "👍, 11 reactions" });
      await expect(pill).toBeVisible();

      between.refuse = "removeReaction";
      await pill.click();
      await expect(notices(bos.page)).toContainText("That doesn’t fit with what has changed meanwhile.");
      await expect(pill).toHaveAttribute("aria-pressed", "true");

      await act(annas, "Aye?", "Reactions");
      const dialog = annas.page.getByRole("dialog", { name: "Reactions" });
      await expect(dialog.getByRole("listitem")).toHaveCount(11);
      await dialog.getByRole("button", { name: "Hand9" }).click();
      await expect(annas.page.getByRole("dialog", { name: "Hand9" })).toBeVisible();
      await expect(dialog).toHaveCount(0);
      await annas.page.keyboard.press("Escape");
      await expect(annas.page.getByRole("dialog")).toHaveCount(0);
    });
  });
}

test("a finger that holds a message is told when exactly it was written and changed", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const deck = await make([anna, bo], "Deck");
  const [annas, bos] = [await visit(anna, deck, wide), await visit(bo, deck, phone)];
  await annas.write("Lunch at twelf");
  await annas.act("Lunch at twelf", "Edit message");
  const form = annas.page.getByRole("textbox", { name: "Edit your message" });
  await form.fill("Lunch at twelve");
  await form.press("Enter");
  const finger = new Finger(bos.page);
  await expect(bos.message("Lunch at twelve")).toContainText("(edited)");
  await finger.hold(bos.message("Lunch at twelve").getByText("Lunch at twelve"));
  const sheet = bos.page.getByRole("dialog", { name: "Message by Anna: actions" });
  await expect(sheet).toContainText(/day, .+ at \d+:\d+:\d+.*Edited .+day, .+ at \d+:\d+:\d+/);
  await finger.up();
});

test("↑ right after sending waits for that message, and never edits the one before it", async ({
  newcomer,
  visit,
  visitBetween,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const deck = await make([anna, bo], "Deck");
  const annas = await visit(anna, deck, wide);
  const [bos, between] = await visitBetween(bo, deck, wide);
  const form = bos.page.getByRole("textbox", { name: "Edit your message" });
  await bos.write("The first");
  await expect(annas.message("The first")).toBeVisible();
  await expect(bos.pending).toHaveCount(0);
  between.hold = "sendMessage";
  await bos.write("The secnd");
  await expect(bos.pending).toHaveCount(1);
  await bos.box.press("ArrowUp");
  // What comes of a key is there with the next one.
  await bos.box.pressSequentially("x");
  await expect(bos.box).toHaveValue("x");
  await expect(form).toHaveCount(0);
  await bos.box.fill("");
  between.hold = null;
  between.release();
  await expect(annas.message("The secnd")).toBeVisible();
  await expect(bos.pending).toHaveCount(0);
  await bos.box.press("ArrowUp");
  await expect(form).toHaveValue("The secnd");
});

test("a jump that arrives late leaves the focus to whoever went to the box meanwhile", async ({
  office,
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const archive = await make([anna, bo], "Archive");
  const seqs = await fillPast(office.server, archive, [anna], { count: 900 });
  const bos = await visit(bo, archive, wide);
  await expect(bos.message("Line 900")).toBeInViewport();
  let arrive = () => {};
  await bos.page.route(/messages\?.*around=/, async (route) => {
    await new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await route.continue();
  });
  await bos.page.evaluate((to) => history.pushState(null, "", to), `/r/${archive.slug}/${seqs[99]}`);
  await expect(bos.page.getByText("Going there…")).toBeVisible();
  await bos.box.click();
  arrive();
  await expect(bos.message("Line 100")).toBeInViewport();
  await expect(bos.box).toBeFocused();
});

test("what comes is read out as words, without Markdown's marks; who writes is for the eye", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const deck = await make([anna, bo], "Deck");
  const [annas, bos] = [await visit(anna, deck, wide), await visit(bo, deck, wide)];
  await annas.box.pressSequentially("**Coffee**");
  const typing = bos.page.getByText("Anna is writing…");
  await expect(typing).toBeVisible();
  expect(await bos.page.getByRole("main").ariaSnapshot()).not.toContain("is writing");
  expect(await bos.page.getByRole("main").ariaSnapshot()).not.toContain("is writing");
  await annas.box.fill("**Coffee** is `ready`");
  await annas.box.press("Enter");
  await expect(bos.page.locator("[data-announcer]")).toHaveText("Anna wrote: Coffee is ready");
});

async function reacts(page: Page, who: Colleague, { roomId }: MyRoom, seq: number): Promise<void> {
  const answer = await fetch(new URL("/api/v1/commands", page.url()), {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/json" },
    body: JSON.stringify({
      v: 1,
      action: "addReaction",
      requestId: crypto.randomUUID(),
      roomId,
      payload: { seq, emoji: "👍" },
    }),
  });
  expect(answer.status).toBe(200);
}

/** By a message's menu, or by holding it. */
async function act(window: Window, text: string, name: string): Promise<void> {
  if (!(await window.page.evaluate(() => matchMedia("(pointer: coarse)").matches))) return window.act(text, name);
  const finger = new Finger(window.page);
  await finger.hold(window.message(text).getByText(text));
  const button = window.page.getByRole("dialog").getByRole("button", { name });
  await expect(button).toBeVisible();
  await finger.up();
  await button.click();
}

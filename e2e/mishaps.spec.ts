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
  });
}

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

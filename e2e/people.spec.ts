/** Who somebody is, how one comes to talk with them, and how one finds the rooms where people are. */
import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { inspect } from "./inspect.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

const say = (who: Colleague, roomId: string, text: string) =>
  answered(who.rest("messages.create", { params: { room: roomId }, body: { text } }));
const cardOf = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });
const nameIn = (window: Window, text: string, name: string) =>
  window.message(text).getByRole("button", { name, exact: true });

/** Every control of it is big enough for a finger. */
async function fitsFingers(card: Locator): Promise<void> {
  for (const button of await card.getByRole("button").all()) {
    const box = await button.boundingBox();
    // The handle that closes a sheet is as wide as the screen.
    expect(Math.min(box?.height ?? 0, 44) === 44 || (box?.width ?? 0) > 300, (await button.textContent()) ?? "").toBe(
      true,
    );
  }
}

test("a name in the conversation opens a card, and the card leads to a conversation of two", async ({
  newcomer,
  visit,
}) => {
  test.slow();
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Workshop" });
  await say(bo, room.roomId, "Has anyone seen the drill?");
  await say(anna, room.roomId, `It is with you, <@${bo.id}>`);
  const [annas, bos] = [await visit(anna, room, wide), await visit(bo, room, wide)];
  const { page } = annas;

  await nameIn(annas, "Has anyone seen the drill?", "Bo").click();
  const card = cardOf(page, "Bo");
  await expect(card).toContainText("Member of Acme");
  await expect(card).toContainText("Member of Workshop");
  await expect(card.locator("[data-presence]")).toHaveAttribute("data-presence", "online");
  await inspect(page, "a person's card");

  // What opened it closes it, and so does a press elsewhere.
  await nameIn(annas, "Has anyone seen the drill?", "Bo").click();
  await expect(card).toBeHidden();
  await page.getByRole("button", { name: "@Bo" }).click();
  await expect(card).toBeVisible();
  await annas.box.click();
  await expect(card).toBeHidden();

  // The other goes away, and goes: the open card says so by itself.
  await nameIn(annas, "Has anyone seen the drill?", "Bo").click();
  await bos.page.getByRole("button", { name: /Menu$/ }).click();
  await bos.page.getByRole("menuitemradio", { name: "Away" }).click();
  await expect(card.locator("[data-presence]")).toHaveAttribute("data-presence", "away");
  await expect(card.getByText("Away").last()).toBeVisible();

  await card.getByRole("button", { name: "Message", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Bo", level: 1 })).toBeVisible();
  await expect(card).toBeHidden();
  await expect(annas.box).toBeFocused();
  await page.keyboard.type("I found it");
  await page.keyboard.press("Enter");
  const link = bos.page.getByRole("link", { name: /Anna/ });
  await expect(link).toHaveAccessibleName(/1 unread message/);
  await link.click();
  await expect(bos.message("I found it")).toBeVisible();

  // There is nobody to call where two talk, and my own card leads to my profile.
  await nameIn(bos, "I found it", "Anna").click();
  await expect(cardOf(bos.page, "Anna").getByRole("button", { name: "Mention" })).toHaveCount(0);
  await bos.page.keyboard.press("Escape");
  await nameIn(annas, "I found it", "Anna").click();
  await expect(cardOf(page, "Anna").getByRole("button")).toHaveText(["Edit profile"]);
  await cardOf(page, "Anna").getByRole("button", { name: "Edit profile" }).click();
  await expect(page.getByLabel("Your name")).toHaveValue("Anna");
});

test("whoever is gone, or never here, is shown as that: nobody is offered what cannot be", async ({
  newcomer,
  visit,
  office,
}) => {
  const [anna, bo, cy] = [await newcomer("Anna"), await newcomer("Bo"), await newcomer("Cy")];
  const room = await gather([anna, bo, cy], { name: "Leavings" });
  await say(bo, room.roomId, "My last day");
  await say(cy, room.roomId, "I was here");
  await answered(cy.rest("rooms.leave", { params: { room: room.roomId } }));
  await answered(office.owner.rest("users.update", { params: { id: bo.id }, body: { deactivated: true } }));
  const annas = await visit(anna, room, wide);

  await nameIn(annas, "My last day", "Bo").click();
  const bos = cardOf(annas.page, "Bo");
  await expect(bos).toContainText("This account is deactivated.");
  await expect(bos.getByRole("button")).toHaveCount(0);
  await annas.page.keyboard.press("Escape");

  await nameIn(annas, "I was here", "Cy").click();
  const cys = cardOf(annas.page, "Cy");
  await expect(cys).toContainText("Not in Leavings");
  await expect(cys).toContainText("Not known to be online.");
  await expect(cys.getByRole("button")).toHaveText(["Message"]);

  await annas.warm();
  // Without a connection nobody's presence is known, and the card does not guess.
  await annas.page.context().setOffline(true);
  await expect(cys).toContainText("not known without a live connection");
});

test("by the keyboard alone: Tab stops at the name of the message in focus, Esc gives the focus back", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Keys" });
  for (let n = 1; n <= 60; n += 1) await say(n % 2 ? bo : anna, room.roomId, `Line ${n}`);
  await say(bo, room.roomId, `Over to <@${anna.id}>`);
  const annas = await visit(anna, room, wide);
  const { page } = annas;
  const { keyboard } = page;

  // One stop for the list, wherever it is entered: no name of another message is one.
  const stops = page.locator("[role=log] [data-user-id][tabindex='0']");
  await expect.poll(() => stops.count()).toBeLessThanOrEqual(2);
  await annas.messages.last().focus();
  await keyboard.press("End");
  await expect(annas.messages.last()).toContainText("Over to @Anna");
  await expect(annas.messages.last()).toBeFocused();
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  const line = annas.message("Line 59");
  await expect(line).toBeFocused();
  await keyboard.press("Tab");
  const name = line.getByRole("button", { name: "Bo", exact: true });
  await expect(name).toBeFocused();
  await keyboard.press("Enter");
  const card = cardOf(page, "Bo");
  await expect(card.getByRole("button", { name: "Message", exact: true })).toBeFocused();

  // The row may be scrolled far out of sight meanwhile.
  await annas.scroller.evaluate((box) => box.scrollTo({ top: 0 }));
  await expect(line).not.toBeInViewport();
  await expect(card).toBeVisible();
  await keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(name).toBeFocused();

  await keyboard.press("Enter");
  await expect(card.getByRole("button", { name: "Message", exact: true })).toBeFocused();
  await keyboard.press("Tab");
  await expect(card.getByRole("button", { name: "Mention" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(annas.box).toBeFocused();
  await keyboard.type("your turn");
  await expect(annas.box).toHaveValue("@Bo your turn");
  await keyboard.press("Enter");
  await expect(annas.messages.last()).toContainText("@Bo your turn");
  const { messages } = await answered(bo.rest("messages.list", { params: { room: room.roomId } }));
  expect(messages.at(-1)?.mentions).toEqual([bo.id]);
});

test("on a phone the card comes from below, from a message, a mention and the list of members", async ({
  newcomer,
  visit,
}) => {
  test.slow();
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Pocket" });
  await say(bo, room.roomId, "Anyone on the move?");
  await say(anna, room.roomId, `Not me. <@${bo.id}>?`);
  const [annas, bos] = [await visit(anna, room, phone), await visit(bo, room, phone)];
  const { page } = annas;
  const card = cardOf(page, "Bo");

  await nameIn(annas, "Anyone on the move?", "Bo").tap();
  await expect(card.getByRole("button", { name: "Message", exact: true })).toBeInViewport({ ratio: 1 });
  await fitsFingers(card);
  await inspect(page, "a person's sheet");
  await card.getByRole("button", { name: "Mention" }).tap();
  await expect(card).toBeHidden();
  await expect(annas.box).toBeFocused();
  await expect(annas.box).toHaveValue("@Bo ");
  await annas.box.fill("");

  await page.getByRole("button", { name: "@Bo" }).tap();
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();

  // From the list of members, too, one is led back to where one writes.
  const openFromMembers = async () => {
    await page.getByRole("button", { name: "Members and details" }).tap();
    await page
      .getByRole("complementary")
      .getByRole("button", { name: /^Bo(?!:)/ })
      .tap();
  };
  await openFromMembers();
  await card.getByRole("button", { name: "Mention" }).tap();
  await expect(page.getByRole("heading", { name: "Details" })).toHaveCount(0);
  await expect(annas.box).toBeFocused();
  await expect(annas.box).toHaveValue("@Bo ");
  await openFromMembers();
  await expect(card).toContainText("Member of Pocket");
  await card.getByRole("button", { name: "Message", exact: true }).tap();
  await expect(page.getByRole("heading", { name: "Bo", level: 1 })).toBeVisible();
  await annas.write("On my way");
  await bos.page.goto("/");
  await bos.page.getByRole("link", { name: /Anna/ }).tap();
  await expect(bos.message("On my way")).toBeVisible();
});

for (const [name, screen] of [
  ["at a desk", wide],
  ["on a phone", phone],
] as const)
  test(`among 120 rooms, ${name}, one finds, joins, and is seen there`, async ({ newcomer, visit }) => {
    test.slow();
    const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
    const lobby = await gather([anna, bo], { name: "Lobby of many" });
    // Other stories of this worker look for rooms, too, and one that is told again finds those of the first time.
    const mark = `${name.replaceAll(" ", "")}${randomUUID().slice(0, 8)}`;
    for (let n = 0; n < 120; n += 10)
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          answered(
            bo.rest("rooms.create", { body: { name: `${mark} ${String(n + i).padStart(3, "0")}`, kind: "public" } }),
          ),
        ),
      );
    const wanted = await gather([bo], { name: `${mark} zebra crossing`, topic: `Crèmes ${mark} and other sweets` });
    const secret = await gather([bo], { name: `${mark} zebra hidden`, kind: "private" });
    const [annas, bos] = [await visit(anna, lobby, screen), await visit(bo, wanted, wide)];
    const { page } = annas;
    await bos.page.getByRole("button", { name: "Members and details" }).click();

    if (screen === phone) await page.goto("/");
    await page.getByRole("button", { name: "Browse rooms" }).click();
    const dialog = page.getByRole("dialog", { name: "Browse public rooms" });
    const found = dialog.getByRole("listitem");
    const search = dialog.getByPlaceholder("Search rooms");
    await search.fill(mark);
    await expect(found.first()).toContainText(`${mark} 000`);
    await expect(found).toHaveCount(40);
    await expect(found.first()).toContainText("1 member");
    await inspect(page, "browsing rooms");
    await expect(dialog.getByText(wanted.name)).toHaveCount(0);

    // The rest comes as one scrolls to the end, each room once.
    await expect(async () => {
      await found.last().scrollIntoViewIfNeeded();
      await dialog.getByText(wanted.name).scrollIntoViewIfNeeded({ timeout: 500 });
    }).toPass();
    await expect(found).toHaveCount(121);
    await expect(dialog.getByText(secret.name)).toHaveCount(0);

    // Any part of the topic leads there, too.
    await search.fill(`creMES ${mark} AND`);
    await expect(found).toHaveCount(1);
    await dialog.getByRole("button", { name: `Join ${wanted.name}` }).click();
    await expect(page.getByRole("heading", { name: wanted.name, level: 1 })).toBeVisible();
    await expect(bos.page.getByRole("complementary").getByRole("button", { name: /^Anna(?!:)/ })).toBeVisible();
    await annas.write("Here for the sweets");
    await expect(bos.message("Here for the sweets")).toBeVisible();

    // One that is joined is opened; one that is not there can be made.
    if (screen === phone) await page.goto("/");
    await page.getByRole("button", { name: "Browse rooms" }).click();
    await search.fill(wanted.name);
    await expect(found).toContainText(["joined"]);
    await expect(dialog.getByRole("button", { name: `Open ${wanted.name}` })).toBeVisible();
    await search.fill(`${mark} waffles`);
    await dialog.getByRole("button", { name: `Create a room “${mark} waffles”` }).click();
    const creating = page.getByRole("dialog", { name: "Create a room" });
    await expect(creating.getByLabel("Name", { exact: true })).toHaveValue(`${mark} waffles`);
    await creating.getByRole("button", { name: "Create room" }).click();
    await expect(page.getByRole("heading", { name: `${mark} waffles`, level: 1 })).toBeVisible();
  });

test("the topic is changed in the room's details, and keeps what somebody else changed meanwhile", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Topical", topic: "Old news" });
  const [annas, bos] = [await visit(anna, room, wide), await visit(bo, room, wide)];
  for (const { page } of [annas, bos]) await page.getByRole("button", { name: "Members and details" }).click();
  await expect(bos.page.getByRole("button", { name: "Edit name and topic" })).toHaveCount(0);

  await annas.page.getByRole("button", { name: "Edit name and topic" }).click();
  const topic = annas.page.getByLabel("Topic", { exact: true });
  await topic.fill("Fresh news");
  await answered(anna.rest("rooms.update", { params: { room: room.roomId }, body: { name: "Up to date" } }));
  await expect(annas.page.getByRole("heading", { name: "Up to date", level: 1 })).toBeVisible();
  await expect(topic).toHaveValue("Fresh news");
  await annas.page.getByRole("button", { name: "Save", exact: true }).click();
  const about = bos.page.getByRole("region", { name: "About" });
  await expect(about).toContainText("Fresh news");
  await expect(about).toContainText("Up to date");
});

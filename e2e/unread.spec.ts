/** What is unread: the same on all of one's devices, in the tab as in the list, and never wrong. */
import type { Page } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { command } from "./command.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

/** Private, so that a newcomer of another story is not in it. */
const make = (people: readonly [Colleague, ...Colleague[]], name: string) => gather(people, { name, kind: "private" });
const say = ({ rest }: Colleague, room: MyRoom, text: string) =>
  answered(rest("messages.create", { params: { room: room.roomId }, body: { text } }));
const deletes = ({ page }: Window, who: Colleague, { roomId }: MyRoom, seq: number) =>
  command(page.url(), who, { action: "deleteMessage", roomId, payload: { seq } });
const entry = ({ page }: Window, room: MyRoom) =>
  page.getByRole("navigation", { name: "Rooms and people" }).getByRole("link", { name: new RegExp(`^${room.name}`) });
const weight = (window: Window, room: MyRoom) =>
  entry(window, room)
    .getByText(room.name, { exact: true })
    .evaluate((name) => Number(getComputedStyle(name).fontWeight));
/** The colour of the dot in the tab's icon. */
const dot = (page: Page) =>
  page
    .locator("link[rel~=icon]")
    .first()
    .evaluate((link: HTMLLinkElement) => /circle.*fill="(#\w+)"/.exec(decodeURIComponent(link.href))?.[1] ?? "none");
/** So much of a room is unread, by the list. */
async function unread({ page }: Window, room: { name: string }, n: number): Promise<void> {
  const entry = page.getByRole("link", { name: new RegExp(`^${room.name}`) });
  if (n === 0) await expect(entry).not.toHaveAccessibleName(/unread/);
  else await expect(entry).toHaveAccessibleName(new RegExp(` ${n} unread messages?$`));
}
const toList = ({ page }: Window) => page.getByRole("link", { name: "Show rooms" }).tap();

test("what is unread is counted on both devices, list, tab and icon, and what is read on one is read on the other", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const [quay, pier] = [await make([anna, bo], "Quay"), await make([anna, bo], "Pier")];
  const [desk, pocket] = [await visit(anna, quay, wide), await visit(anna, quay, phone)];
  await toList(pocket);
  const devices = [desk, pocket];
  const plain = "Quay · Parley";
  await expect(desk.page).toHaveTitle(plain);
  await expect.poll(() => dot(desk.page)).toBe("none");

  for (let n = 1; n <= 3; n += 1) await say(bo, pier, `Ship ${n}`);
  for (const device of devices) {
    await unread(device, pier, 3);
    await expect.poll(() => weight(device, pier)).toBeGreaterThanOrEqual(600);
    await expect.poll(() => weight(device, quay)).toBeLessThan(600);
    await expect(device.page.getByRole("region", { name: "Unread" })).toContainText("Pier");
    await expect(device.page).toHaveTitle(/^\(3\) /);
    await expect.poll(() => dot(device.page)).toBe("#12a5b5");
  }
  await expect(desk.page).toHaveTitle(`(3) ${plain}`);
  // What is for oneself stands out in the icon as well.
  await say(bo, pier, `<@${anna.id}> look`);
  await unread(desk, pier, 4);
  await expect.poll(() => dot(desk.page)).toBe("#e5383b");

  await entry(pocket, pier).tap();
  await expect(pocket.message("Ship 3")).toBeInViewport();
  await expect(pocket.page.locator("[data-new-line]")).toBeVisible();
  await unread(desk, pier, 0);
  await expect.poll(() => weight(desk, pier)).toBeLessThan(600);
  for (const device of devices) {
    await expect(device.page).not.toHaveTitle(/^\(/);
    await expect.poll(() => dot(device.page)).toBe("none");
  }
  await expect(desk.page).toHaveTitle(plain);
  await expect(pocket.page).toHaveTitle("Pier · Parley");

  // What comes while one looks at it on either device is unread on neither.
  await say(bo, pier, "Ship 5");
  await expect(pocket.message("Ship 5")).toBeVisible();
  await unread(desk, pier, 0);
  await expect(desk.page).toHaveTitle(plain);
});

test("who marks messages as unread finds them so on every device, and the room says why", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo, cy] = [await newcomer("Anna"), await newcomer("Bo"), await newcomer("Cy")];
  const team: [Colleague, ...Colleague[]] = [anna, bo, cy];
  const [quay, pier] = [await make(team, "Quay"), await make(team, "Pier")];
  await say(bo, pier, "Read long ago");
  await say(bo, pier, "From here");
  await say(anna, pier, "My own");
  const { message: gone } = await say(cy, pier, "Taken back");
  await say(cy, pier, `<@${anna.id}> and this`);
  const [desk, pocket] = [await visit(anna, pier, wide), await visit(anna, quay, phone)];
  await toList(pocket);
  await expect(desk.message("From here")).toBeVisible();
  await unread(desk, pier, 0);
  await unread(pocket, pier, 0);

  await desk.act("From here", "Mark unread from here");
  await unread(pocket, pier, 3);
  await unread(desk, pier, 3);
  await expect(desk.page.locator("[data-new-line]")).toBeVisible();
  await deletes(desk, cy, pier, gone.seq);
  await unread(pocket, pier, 2);
  // Looking at it does not undo it; nor does leaving.
  await entry(desk, quay).click();
  await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText("Quay");
  await unread(desk, pier, 2);

  await entry(desk, pier).hover();
  await desk.choose("Pier: options", "Why is this unread?");
  const why = desk.page.getByRole("dialog", { name: "Why Pier is unread" });
  await expect(why.getByRole("paragraph").first()).toHaveText(
    /^2 messages by Bo and Cy since .+, after what you have read\. One of them mentions you\.$/,
  );
  await expect(why.getByRole("paragraph").nth(1)).toHaveText(
    /^You have read up to the message by Bo of .+: there one of your devices last showed this room, or there you marked it unread\. One message of your own is not counted\. One deleted message is not counted\.$/,
  );
  await why.getByRole("link", { name: "Show the first unread message" }).click();
  await expect(why).toBeHidden();
  await expect(desk.message("From here")).toBeFocused();
  await expect(desk.page.locator("[data-new-line]")).toBeInViewport();
  await unread(desk, pier, 0);
  await unread(pocket, pier, 0);

  // The room's own menu: read as a whole, and back to before what came last.
  await entry(desk, quay).click();
  await entry(desk, pier).hover();
  await desk.choose("Pier: options", "Mark as unread");
  await unread(pocket, pier, 1);
  await unread(desk, pier, 1);
  await entry(desk, pier).hover();
  await desk.choose("Pier: options", "Mark as read");
  await unread(desk, pier, 0);
  await unread(pocket, pier, 0);
  await entry(desk, quay).hover();
  await desk.choose("Quay: options", "Mark as unread");
  await expect(desk.page.getByText("Nobody else has written here yet.", { exact: true })).toBeVisible();
});

test("all is read at once on every device, by key or by finger, and taken back as exactly", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const both: [Colleague, ...Colleague[]] = [anna, bo];
  const quay = await make(both, "Quay");
  const [mole, pier] = [await make(both, "Mole"), await make(both, "Pier")];
  const [desk, pocket] = [await visit(anna, quay, wide), await visit(anna, quay, phone)];
  await toList(pocket);
  const devices = [desk, pocket];
  for (let n = 1; n <= 4; n += 1) await say(bo, pier, `Ship ${n}`);
  for (let n = 1; n <= 2; n += 1) await say(bo, mole, `Gull ${n}`);
  const stand = async (inPier: number, inMole: number) => {
    for (const device of devices) {
      await unread(device, pier, inPier);
      await unread(device, mole, inMole);
      const sum = inPier + inMole;
      if (sum === 0) await expect(device.page).not.toHaveTitle(/^\(/);
      else await expect(device.page).toHaveTitle(new RegExp(`^\\(${sum}\\) `));
    }
  };
  await stand(4, 2);

  await expect(desk.box).toBeFocused();
  await desk.page.keyboard.press("Shift+Escape");
  await expect(desk.page.getByText("2 rooms marked read.", { exact: true })).toBeVisible();
  await stand(0, 0);
  // Undoing needs no pointer either.
  await desk.page.keyboard.press("F8");
  const undo = desk.page.getByRole("button", { name: "Undo" });
  await desk.tabTo(undo);
  await desk.page.keyboard.press("Enter");
  await stand(4, 2);

  await pocket.page.getByRole("button", { name: "Mark all read" }).tap();
  await expect(pocket.page.getByText("2 rooms marked read.", { exact: true })).toBeVisible();
  await stand(0, 0);
  await pocket.page.getByRole("button", { name: "Undo" }).tap();
  await stand(4, 2);

  await desk.choose(/Menu$/, "Mark all read");
  await stand(0, 0);
  await desk.box.press("Shift+Escape");
  await expect(desk.page.getByText("Everything is read already.", { exact: true })).toBeVisible();
});

test("who was away finds the counts that are true: what came, what was taken back, what was read elsewhere", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const both: [Colleague, ...Colleague[]] = [anna, bo];
  const quay = await make(both, "Quay");
  const [mole, pier] = [await make(both, "Mole"), await make(both, "Pier")];
  const [desk, pocket] = [await visit(anna, quay, wide), await visit(anna, quay, phone)];
  await toList(pocket);
  const { message: regretted } = await say(bo, pier, "Not so");
  await say(bo, pier, "Ship 1");
  await say(bo, mole, "Gull 1");
  for (const device of [desk, pocket]) {
    await unread(device, pier, 2);
    await unread(device, mole, 1);
  }

  await desk.page.context().setOffline(true);
  await expect(desk.connection).toHaveAttribute("data-connection", "offline");
  await say(bo, pier, "Ship 2");
  await say(bo, pier, `<@${anna.id}> Ship 3`);
  await deletes(pocket, bo, pier, regretted.seq);
  const late = await make([bo, anna], "Breakwater");
  await say(bo, late, "New here");
  await unread(pocket, pier, 3);
  await entry(pocket, mole).tap();
  await expect(pocket.message("Gull 1")).toBeVisible();
  // Away, one still sees what one knew.
  await unread(desk, pier, 2);
  await unread(desk, mole, 1);
  await expect(desk.page).toHaveTitle(/^\(3\) /);

  await desk.page.context().setOffline(false);
  await desk.connected();
  await unread(desk, mole, 0);
  await unread(desk, pier, 3);
  await unread(desk, late, 1);
  await expect(desk.page).toHaveTitle("(4) Quay · Parley");
  await expect.poll(() => dot(desk.page)).toBe("#e5383b");
  const { rooms } = await answered(anna.rest("rooms.list", {}));
  for (const room of rooms) await unread(desk, room, room.unread ?? 0);
});

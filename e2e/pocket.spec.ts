/** A day of chat between two people who have nothing but their phones. */
import type { Locator, Page } from "@playwright/test";
import { Finger } from "./finger.ts";
import { phone } from "./screens.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

const rooms = (page: Page) => page.getByRole("navigation", { name: "Rooms and people" });
const toRooms = (page: Page) => page.getByRole("link", { name: "Show rooms" }).tap();

/** Holds a message until it says what can be done with it. */
async function held(window: Window, text: string): Promise<Locator> {
  const finger = new Finger(window.page);
  await finger.hold(window.message(text).getByText(text, { exact: true }));
  const sheet = window.page.getByRole("dialog", { name: /: actions$/ });
  await expect(sheet).toBeVisible();
  await finger.up();
  return sheet;
}

test("with nothing but their phones two people make a room, talk, react, edit, delete and come back to it", async ({
  newcomer,
  visit,
}) => {
  // Names that no other story of this worker uses: they are searched for.
  const [anna, berit] = [await newcomer("Annika"), await newcomer("Berit")];
  const raft = await gather([anna, berit], { kind: "private", name: "Raft" });
  const [annas, berits] = [await visit(anna, raft, phone), await visit(berit, raft, phone)];
  const { page } = annas;

  await toRooms(page);
  await page.getByRole("button", { name: "Create room" }).tap();
  const making = page.getByRole("dialog", { name: "Create a room" });
  await making.getByLabel("Name", { exact: true }).fill("Harbour");
  await making.getByRole("radio", { name: /^Private/ }).check();
  await making.getByRole("button", { name: "Create room" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Harbour" })).toBeVisible();

  await page.getByRole("button", { name: "Members and details" }).tap();
  await page.getByRole("button", { name: "Add people" }).tap();
  const adding = page.getByRole("dialog", { name: "Add people to Harbour" });
  await adding.getByPlaceholder("Search people").fill("Berit");
  await adding.getByRole("listitem").getByRole("button", { name: "Berit" }).tap();
  await adding.getByRole("button", { name: "Add", exact: true }).tap();
  const panel = page.getByRole("complementary", { name: "Details of Harbour" });
  await expect(panel.getByRole("button", { name: "Berit: actions" })).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).tap();
  await annas.write("The boat leaves at six");

  await toRooms(berits.page);
  await rooms(berits.page)
    .getByRole("link", { name: /^Harbour.*1 unread message/ })
    .tap();
  const offer = await held(berits, "The boat leaves at six");
  await offer.getByRole("button", { name: "React with 👍" }).tap();
  await berits.write("I bring the coffee");
  await expect(page.getByRole("button", { name: "👍, 1 reaction" })).toBeVisible();
  await expect(annas.message("I bring the coffee")).toBeVisible();

  await (await held(annas, "The boat leaves at six")).getByRole("button", { name: "Edit message" }).tap();
  await page.getByRole("textbox", { name: "Edit your message" }).fill("The boat leaves at seven");
  await page.getByRole("button", { name: "Save" }).tap();
  await expect(berits.message("The boat leaves at seven")).toContainText("(edited)");

  await (await held(berits, "I bring the coffee")).getByRole("button", { name: "Delete message" }).tap();
  await berits.page.getByRole("button", { name: "Delete", exact: true }).tap();
  await expect(annas.message("This message was deleted.")).toBeVisible();

  // What shall be looked at later is unread again, on the list too.
  await (await held(berits, "The boat leaves at seven")).getByRole("button", { name: "Mark unread from here" }).tap();
  await toRooms(berits.page);
  await expect(rooms(berits.page).getByRole("link", { name: /^Harbour/ })).toHaveAccessibleName(/1 unread message/);

  await berits.page.getByRole("button", { name: "New message" }).tap();
  const direct = berits.page.getByRole("dialog", { name: "New message" });
  await direct.getByPlaceholder("Search people").fill("Annika");
  await direct.getByRole("listitem").getByRole("button", { name: "Annika" }).tap();
  await direct.getByRole("button", { name: "Start" }).tap();
  await expect(berits.page.getByRole("heading", { level: 1, name: "Annika" })).toBeVisible();
});

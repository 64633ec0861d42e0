import { answered } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";

test("two people edit, delete and react, and both see it", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];

  await annas.write("Lunch at twelve");
  await bos.message("Lunch at twelve").hover();
  await bos.message("Lunch at twelve").getByRole("button", { name: "Add reaction" }).click();
  await bos.page
    .getByRole("dialog", { name: "Add reaction" })
    .getByRole("gridcell", { name: "thumbs up" })
    .first()
    .click();
  const pill = annas.page.getByRole("button", { name: "👍, 1 reaction" });
  await expect(pill).toBeVisible();
  await pill.click();
  await expect(bos.page.getByRole("button", { name: "👍, 2 reactions" })).toHaveAttribute("aria-pressed", "true");

  await annas.act("Lunch at twelve", "Edit message");
  const form = annas.page.getByRole("textbox", { name: "Edit your message" });
  await form.fill("Lunch at one");
  await form.press("Enter");
  await expect(bos.message("Lunch at one")).toContainText("(edited)");
  await expect(bos.message("Lunch at twelve")).toHaveCount(0);

  // ↑ in an empty box is the quick way; Esc leaves everything as it was.
  await annas.box.press("ArrowUp");
  await expect(form).toHaveValue("Lunch at one");
  await form.fill("Never mind");
  await form.press("Escape");
  await expect(annas.message("Lunch at one")).toBeVisible();

  await annas.act("Lunch at one", "Delete message");
  await annas.page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(bos.message("This message was deleted.")).toBeVisible();
  await expect(bos.message("Lunch at one")).toHaveCount(0);

  await annas.message("This message was deleted.").hover();
  await expect(annas.page.getByRole("button", { name: /: actions$/ })).toHaveCount(0);
});

test("rooms with unread messages say how many, until they are read", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const quiet = await gather([bo, anna], { name: "Quiet corner" });
  const busy = await gather([bo, anna], { name: "Busy street" });
  const [annas, bos] = [await visit(anna, quiet), await visit(bo, busy)];

  await bos.write("First");
  await bos.write("Second");
  const link = annas.page.getByRole("link", { name: /^Busy street/ });
  await expect(link).toHaveAccessibleName(/2 unread messages/);
  await expect(annas.page).toHaveTitle(/^\(2\) /);
  await link.click();
  await expect(annas.message("Second")).toBeVisible();
  await expect(annas.page.getByText("New", { exact: true })).toBeVisible();
  await expect(link).not.toHaveAccessibleName(/unread/);
  await expect(annas.page).not.toHaveTitle(/^\(/);
});

test("a private room and a direct message are seen by those in them alone", async ({ newcomer, visit }) => {
  // Names that no other story of this worker uses: they are searched for.
  const [anna, bodil, cy] = [await newcomer("Anna"), await newcomer("Bodil"), await newcomer("Cy")];
  const lobby = await gather([anna, bodil, cy], { name: "Lobby" });
  const [annas, bodils, cys] = [await visit(anna, lobby), await visit(bodil, lobby), await visit(cy, lobby)];

  await annas.page.getByRole("button", { name: "Create room" }).click();
  const dialog = annas.page.getByRole("dialog", { name: "Create a room" });
  await dialog.getByLabel("Name", { exact: true }).fill("Surprise");
  await dialog.getByRole("radio", { name: /^Private/ }).check();
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(annas.page.getByRole("heading", { name: "Surprise" })).toBeVisible();
  await annas.write("Cake for Cy");
  const secret = new URL(annas.page.url()).pathname;

  await annas.page.getByRole("button", { name: "Members and details" }).click();
  await annas.page.getByRole("button", { name: "Add people" }).click();
  const adding = annas.page.getByRole("dialog", { name: "Add people to Surprise" });
  await adding.getByPlaceholder("Search people").fill("Bodil");
  await adding.getByRole("listitem").getByRole("button", { name: "Bodil" }).click();
  await adding.getByRole("button", { name: "Add", exact: true }).click();
  await bodils.page.getByRole("link", { name: /^Surprise/ }).click();
  await expect(bodils.message("Cake for Cy")).toBeVisible();

  await annas.page.getByRole("button", { name: "New message" }).click();
  const direct = annas.page.getByRole("dialog", { name: "New message" });
  await direct.getByPlaceholder("Search people").fill("Bodil");
  await direct.getByRole("listitem").getByRole("button", { name: "Bodil" }).click();
  await direct.getByRole("button", { name: "Start" }).click();
  await expect(annas.page.getByRole("heading", { name: "Bodil" })).toBeVisible();
  await annas.write("Between us");
  const between = new URL(annas.page.url()).pathname;
  const link = bodils.page.getByRole("region", { name: "Unread" }).getByRole("link", { name: /Anna/ });
  await expect(link).toHaveAccessibleName(/1 unread message/);
  await link.click();
  await expect(bodils.message("Between us")).toBeVisible();

  await expect(cys.page.getByRole("link", { name: /Surprise|Anna/ })).toHaveCount(0);
  for (const path of [secret, between]) {
    await cys.page.goto(path);
    await expect(cys.page.getByRole("heading", { name: "There is no such room" })).toBeVisible();
  }
});

test("what was typed and not sent survives a reload, in each room by itself", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const one = await gather([anna], { name: "One" });
  await gather([anna], { name: "Two" });
  const window = await visit(anna, one);

  await window.box.fill("half a thought");
  await window.page.getByRole("link", { name: /^Two/ }).click();
  await expect(window.box).toHaveValue("");
  await window.box.fill("another half");
  await window.page.reload();
  await expect(window.box).toHaveValue("another half");
  await window.page.getByRole("link", { name: /^One/ }).click();
  await expect(window.box).toHaveValue("half a thought");
});

test("with the keyboard alone one finds the box, writes, breaks a line, and walks the conversation", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const window = await visit(anna, await gather([anna]));
  const { page, box } = window;
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await window.tabTo(box);
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  const sent = page.locator("article[data-seq]").last();
  await expect(sent).toContainText("First line\nsecond line");
  await expect(sent).toHaveAttribute("data-delivery", "sent");
  await page.keyboard.type("Another");
  await page.keyboard.press("Enter");
  await expect(page.locator("article[data-seq]")).toHaveCount(2);

  await page.locator("article[data-seq]").last().focus();
  await page.keyboard.press("ArrowUp");
  const first = page.locator("article[data-seq]").first();
  await expect(first).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(first.getByRole("button", { name: "Anna", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "React with 👍" })).toBeFocused();
});

test("a message that its renderer fails at is shown as it was written, and nothing else is lost", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];
  // The renderer asks every paragraph for its mentions by this.
  await bos.page.evaluate(() => {
    const flatMap = Array.prototype.flatMap;
    Array.prototype.flatMap = function (...how) {
      if (this.some((part) => part?.type === "text" && part.value.includes("unlucky"))) throw new Error("A bug.");
      return Reflect.apply(flatMap, this, how);
    };
  });

  await annas.write("an **unlucky** word, unlucky indeed");
  await annas.write("a **lucky** one");
  await expect(bos.message("an **unlucky** word, unlucky indeed")).toBeVisible();
  await expect(bos.page.getByText("a lucky one")).toBeVisible();
  await bos.write("I see both");
  await expect(annas.message("I see both")).toBeVisible();
});

test("a dialog begins in its first field, and the focus goes back to where it came from", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const zoe = await newcomer("Zoe");
  await answered(zoe.rest("me.update", { body: { name: "Zoë Ångström" } }));
  const window = await visit(anna, await gather([anna]));
  const { page } = window;
  const beginnings = [
    ["Create room", page.getByLabel("Name", { exact: true })],
    ["Browse rooms", page.getByPlaceholder("Search rooms")],
    ["New message", page.getByPlaceholder("Search people")],
  ] as const;
  for (const [name, field] of beginnings) {
    const opener = page.getByRole("button", { name, exact: true });
    await opener.press("Enter");
    await expect(field).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  }

  // What a menu opened gives the focus back to the menu's button.
  const menu = page.getByRole("button", { name: /Menu$/ });
  await menu.press("Enter");
  await page.getByRole("menuitem", { name: "Invite people" }).press("Enter");
  await expect(page.getByLabel("Works for")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();

  await window.write("Not for long");
  await expect(window.message("Not for long")).toBeVisible();
  const actions = window.message("Not for long").getByRole("button", { name: /: actions$/ });
  await window.act("Not for long", "Delete message");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(actions).toBeFocused();
  await window.act("Not for long", "Delete message");
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await expect(page.locator("article[data-seq]").last()).toBeFocused();

  await page.getByRole("button", { name: "New message", exact: true }).press("Enter");
  await page.getByPlaceholder("Search people").fill("zoe ang");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove Zoë Ångström" })).toBeVisible();
  await expect(page.getByPlaceholder("Search people")).toHaveValue("");
});

test("an archived room stays within reach, to be read and to be opened again", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const lasting = await gather([anna], { name: "Lasting" });
  const attic = await gather([anna], { name: "Attic" });
  const { page } = await visit(anna, attic);
  const link = page.getByRole("link", { name: "Attic" });
  await page.getByRole("button", { name: "Members and details" }).click();
  await page.getByRole("button", { name: "Archive room" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive room" }).click();
  await expect(page.getByText("This room is archived. It can be read, not written to.")).toBeVisible();
  await page.getByRole("link", { name: lasting.name }).click();
  await expect(page.getByRole("heading", { name: lasting.name, level: 1 })).toBeVisible();
  await expect(link).toBeHidden();

  await page.getByText("Archived", { exact: true }).press("Enter");
  await link.press("Enter");
  await expect(page.getByRole("heading", { name: "Attic", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await expect(page.getByRole("region", { name: "Rooms" }).getByRole("link", { name: "Attic" })).toBeVisible();
  await expect(page.getByText("Archived", { exact: true })).toHaveCount(0);
});

/** What one notices only where it is missing: other keyboards, other browsers, other hands. */
import type { Locator, Page } from "@playwright/test";
import { answered, openOffice } from "#test/support/colleagues.ts";
import { phone } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

test("the Enter that ends a word of an input method sends nothing, neither of a message nor of an edit", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page, box, messages } = await visit(anna, await gather([anna]));
  // As Safari tells of it, when the word is done.
  const taken = (field: Locator) =>
    field.dispatchEvent("keydown", { key: "Enter", code: "Enter", keyCode: 229, bubbles: true, cancelable: true });
  await box.fill("こんにちは");
  await taken(box);
  await expect(box).toHaveValue("こんにちは");
  await box.press("Enter");
  await expect(box).toHaveValue("");
  await expect(messages).toHaveCount(1);

  await box.press("ArrowUp");
  const form = page.getByRole("textbox", { name: "Edit your message" });
  await form.fill("こんばんは");
  await taken(form);
  await expect(form).toHaveValue("こんばんは");
  await form.press("Enter");
  await expect(messages).toContainText("こんばんは");
});

test("where the browser gives no clipboard, as on plain http, the links of rooms and messages are copied all the same", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const window = await visit(anna, await gather([anna], { name: "Pier" }));
  const { page, box } = window;
  const link = page.url();
  await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.reload();
  await window.connected();
  const pasted = async () => {
    await box.fill("");
    await box.press("Control+v");
    return box.inputValue();
  };

  await page.getByRole("link", { name: "Pier" }).hover();
  await window.choose("Pier: options", "Copy link");
  await expect(page.getByText("Link copied.", { exact: true }).first()).toBeVisible();
  expect(await pasted()).toBe(link);

  await window.write("Meet me here");
  await expect(window.message("Meet me here")).toHaveAttribute("data-delivery", "sent");
  const seq = await window.message("Meet me here").getAttribute("data-seq");
  await window.act("Meet me here", "Copy link");
  await expect.poll(pasted).toBe(`${link}/${seq}`);

  await page.getByRole("button", { name: "Members and details" }).click();
  await page.getByRole("complementary").getByRole("button", { name: "Copy link" }).click();
  await expect.poll(pasted).toBe(link);
});

test("keys are found on Russian, German and Dvorak keyboards", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { page, box } = await visit(anna, await gather([anna]));
  const press = (init: { key: string; code: string; shiftKey?: boolean }) =>
    box.dispatchEvent("keydown", { ctrlKey: true, bubbles: true, cancelable: true, ...init });
  const switcher = page.getByRole("dialog", { name: "Go to a room or person" });
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });

  await press({ key: "л", code: "KeyK" });
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(switcher).toHaveCount(0);

  // German: Shift and "ß".
  await press({ key: "?", code: "Minus", shiftKey: true });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);

  await box.fill("word");
  await box.press("Control+a");
  await press({ key: "и", code: "KeyB" });
  await expect(box).toHaveValue("**word**");
  // Dvorak: where others have B there is X, which cuts.
  await press({ key: "x", code: "KeyB" });
  await expect(box).toHaveValue("**word**");
  await press({ key: "b", code: "KeyN" });
  await expect(box).toHaveValue("word");
});

test("a line break in the middle of a long text leaves the caret in sight", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { box } = await visit(anna, await gather([anna]));
  await box.fill(Array.from({ length: 60 }, (_, n) => `line ${n}`).join("\n"));
  const scrolled = () => box.evaluate((field) => [field.scrollTop, field.scrollHeight - field.clientHeight] as const);
  await box.press("Control+Home");
  await box.press("Shift+Enter");
  await expect.poll(async () => (await scrolled())[0]).toBeLessThan(40);
  await box.press("Control+End");
  await box.press("Shift+Enter");
  await expect
    .poll(async () => {
      const [top, most] = await scrolled();
      return most - top;
    })
    .toBeLessThan(40);
});

test("from unread to unread, keys leave out a muted room that does not call", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const here = await gather([anna, bo], { name: "Here" });
  const noise = await gather([anna, bo], { name: "Noise" });
  const other = await gather([anna, bo], { name: "Other" });
  await answered(anna.rest("preferences.update", { params: { room: noise.roomId }, body: { muted: true } }));
  const { page } = await visit(anna, here);
  for (const room of [noise, other])
    await answered(bo.rest("messages.create", { params: { room: room.roomId }, body: { text: "Hello" } }));
  await expect(page.getByRole("link", { name: /^Other/ })).toHaveAccessibleName(/1 unread/);
  for (const key of ["Alt+Shift+ArrowDown", "Alt+Shift+ArrowUp"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1, name: "Other" })).toBeVisible();
  }
});

test("Esc closes the panel wherever one is in the conversation, after what is nearer, and before it marks anything read", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const window = await visit(anna, await gather([anna, bo]));
  const { page, box } = window;
  await window.write("Mine");
  await expect(window.message("Mine")).toHaveAttribute("data-delivery", "sent");
  const button = page.getByRole("button", { name: "Members and details" });
  const panel = page.getByRole("complementary");
  await button.click();
  await expect(panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(button).toBeFocused();

  await button.click();
  await box.pressSequentially("@Bo");
  await expect(page.getByRole("option", { name: "Bo" })).toBeVisible();
  await box.press("Escape");
  await expect(page.getByRole("listbox", { name: "People to mention" })).toHaveCount(0);
  await expect(panel).toBeVisible();
  await box.fill("");
  await box.press("ArrowUp");
  await page.getByRole("textbox", { name: "Edit your message" }).press("Escape");
  await expect(page.getByRole("textbox", { name: "Edit your message" })).toHaveCount(0);
  await expect(panel).toBeVisible();
  await box.press("Escape");
  await expect(panel).toHaveCount(0);

  await window.write("Above it");
  await expect(window.messages).toHaveCount(2);
  await button.click();
  await window.messages.first().focus();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(window.messages.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(window.messages.last()).toBeFocused();
});

test("a picture that is pasted and a file that is dropped are answered by a sentence, and the page stays", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page, box } = await visit(anna, await gather([anna]));
  const sentence = page.getByText("Files can’t be sent yet.", { exact: true });
  await box.fill("Look at this");
  const hand = (kind: "paste" | "dragover" | "drop") =>
    box.evaluate((field, type) => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "photo.png", { type: "image/png" }));
      const event =
        type === "paste"
          ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      return field.dispatchEvent(event);
    }, kind);
  for (const kind of ["paste", "drop"] as const) {
    // It listens as soon as what comes first is there.
    await expect(async () => {
      expect(await hand(kind)).toBe(false);
      await expect(sentence.first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await expect(sentence).toHaveCount(0);
  }
  expect(await hand("dragover")).toBe(false);
  await expect(box).toHaveValue("Look at this");
});

test("a finger sees which sections are open, and folds one", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { page } = await visit(anna, await gather([anna]), phone);
  await page.goto("/");
  const rooms = page.getByRole("button", { name: "Rooms", exact: true });
  await expect(rooms).toHaveAttribute("aria-expanded", "true");
  await expect(rooms.locator("svg")).toHaveCSS("opacity", "1");
});

test("the sidebar's edge is wide enough to hit, and pressed twice goes from width to width", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page } = await visit(anna, await gather([anna]));
  const edge = page.getByRole("separator", { name: "Width of the sidebar" });
  expect((await edge.boundingBox())?.width).toBeGreaterThanOrEqual(24);
  const widths: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    widths.push((await edge.getAttribute("aria-valuenow")) ?? "");
    await edge.dblclick();
    await expect(edge).not.toHaveAttribute("aria-valuenow", widths.at(-1) ?? "");
  }
  expect(widths).toEqual(["272", "200", "400", "272"]);
});

test("a picture is moved and zoomed by pressing buttons, and never out of its frame", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { page } = await visit(anna, await gather([anna]));
  await page.goto("/settings");
  const buffer = await page.screenshot();
  await page.locator("input[type=file]").setInputFiles({ name: "deck.png", mimeType: "image/png", buffer });
  const dialog = page.getByRole("dialog", { name: "Crop your picture" });
  const zoom = dialog.getByRole("slider", { name: "Zoom" });
  const picture = dialog.locator("img");
  await dialog.getByRole("button", { name: "Zoom in" }).click();
  await expect(zoom).toHaveValue("1.5");
  const place = () => picture.evaluate((image) => image.style.transform);
  const before = await place();
  await dialog.getByRole("button", { name: "Move left" }).click();
  await expect.poll(place).not.toBe(before);
  // As far as it goes, and back to the middle of what there is.
  let last = "";
  while (last !== (await place())) {
    last = await place();
    await dialog.getByRole("button", { name: "Move left" }).click();
  }
  await dialog.getByRole("button", { name: "Zoom out" }).click();
  await expect(zoom).toHaveValue("1");
  await dialog.getByRole("button", { name: "Use this picture" }).click();
  await expect(dialog).toHaveCount(0);
});

test("a room's menu leads to its details, and out of it", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const here = await gather([anna, bo], { name: "Here" });
  await gather([bo, anna], { name: "Boathouse" });
  const window = await visit(anna, here);
  const { page } = window;
  const menu = async (room: string, item: string) => {
    await page.getByRole("link", { name: room }).hover();
    await window.choose(`${room}: options`, item);
  };
  await menu("Here", "Details");
  await expect(page.getByRole("complementary", { name: "Details of Here" })).toBeVisible();
  await menu("Boathouse", "Details");
  await expect(page.getByRole("complementary", { name: "Details of Boathouse" })).toBeVisible();

  await menu("Here", "Leave room");
  const ask = page.getByRole("alertdialog", { name: "Leave Here?" });
  await ask.getByRole("button", { name: "Leave room" }).click();
  await expect(page.getByRole("link", { name: "Here", exact: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Boathouse" })).toBeVisible();
  await menu("Boathouse", "Leave room");
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave room" }).click();
  await expect(page.getByRole("link", { name: "Boathouse" })).toHaveCount(0);
  await expect(page).not.toHaveURL(/boathouse/);
});

test("a finger comes to a room's details by its menu, and goes back to the list", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { page } = await visit(anna, await gather([anna], { name: "Here" }), phone);
  await page.goto("/");
  await page.getByRole("link", { name: "Here" }).dispatchEvent("contextmenu");
  await page.getByRole("menuitem", { name: "Details" }).click();
  await expect(page.getByRole("complementary", { name: "Details of Here" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Here" })).toBeVisible();
});

test("the name above a conversation of two opens the other's card", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const { room } = await answered(anna.rest("rooms.create", { body: { kind: "direct", memberIds: [bo.id] } }));
  const { page } = await visit(anna, room);
  await page.getByRole("heading", { level: 1 }).getByRole("button", { name: "Bo" }).click();
  await expect(page.getByRole("dialog", { name: "Bo" })).toBeVisible();
});

test("a link to a message says in which room it is to whoever is in there, and to nobody else", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo, cy] = [await newcomer("Anna"), await newcomer("Bo"), await newcomer("Cy")];
  const lobby = await gather([anna, bo, cy], { name: "Lobby" });
  const vault = await gather([anna, bo], { name: "Vault", kind: "private" });
  const [annas, bos, cys] = [await visit(anna, lobby), await visit(bo, lobby), await visit(cy, lobby)];
  const link = new URL(`/r/${vault.slug}/1`, annas.page.url()).href;
  await annas.write(`See ${link}`);
  await expect(cys.messages.getByRole("link")).toHaveText(link);
  await expect(bos.messages.getByRole("link")).toHaveText("#Vault · message");
  await bos.messages.getByRole("link").click();
  await expect(bos.page).toHaveURL(link);
});

test("who has no account yet makes one and comes to where they were going", async ({ serve, browse }) => {
  const { url } = await serve({ env: { REGISTRATION: "open" } });
  const owner = await openOffice({ url });
  const room = await gather([owner], { name: "Slipway" });
  const page: Page = await browse({ baseURL: url });
  await page.goto(`/r/${room.slug}`);
  await page.getByRole("link", { name: "Create account" }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", /next=/);
  await page.getByLabel("Your name").fill("Nele");
  await page.getByLabel("E-mail").fill("nele@example.org");
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(new RegExp(`/r/${room.slug}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Slipway");
});

test("the formatting toolbar is one stop of Tab, and arrows go from format to format", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const { page, box } = await visit(anna, await gather([anna]));
  await page.getByRole("button", { name: "Formatting" }).click();
  const tool = (name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
  await expect(tool("Bold")).toBeVisible();
  await box.focus();
  await page.keyboard.press("Shift+Tab");
  await expect(tool("Bold")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tool("Italic")).toBeFocused();
  await page.keyboard.press("End");
  await expect(tool("Code block")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(box).toBeFocused();
});

test("the browser's own bar has the colours of the chosen theme, at once and after a reload", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page } = await visit(anna, await gather([anna]), { colorScheme: "light" });
  const colour = () =>
    page
      .locator("meta[name=theme-color]")
      .evaluateAll((metas) =>
        metas.flatMap((meta) =>
          meta instanceof HTMLMetaElement && window.matchMedia(meta.media || "all").matches ? [meta.content] : [],
        ),
      );
  expect(await colour()).toEqual(["#f3f6f7"]);
  await page.getByRole("button", { name: /Menu$/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect.poll(colour).toEqual(["#0d1214"]);
  await page.reload();
  expect(await colour()).toEqual(["#0d1214"]);
});

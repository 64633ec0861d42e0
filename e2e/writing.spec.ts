/** Everything about writing a message, and about a single one. */
import type { Page } from "@playwright/test";
import { Finger, middleOf } from "./finger.ts";
import { phone } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** For longer than any press, milliseconds. */
const heldMs = 600;

test("emoji are completed by their names while one writes, and taken back as anything typed", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];
  const { page, box } = annas;

  await box.pressSequentially("Shipped :tad");
  const list = page.getByRole("listbox", { name: "Matching emoji" });
  await expect(list.getByRole("option", { name: ":tada:" })).toHaveAttribute("aria-selected", "true");
  await box.press("Enter");
  await expect(box).toHaveValue("Shipped 🎉 ");
  await box.pressSequentially("and :rocket:");
  await expect(box).toHaveValue("Shipped 🎉 and 🚀");
  await box.press("Control+z");
  await expect(box).not.toHaveValue(/🚀/);
  await box.fill("`:tada:` is :tada: @B");
  await box.press("End");
  await expect(page.getByRole("option", { name: "Bo" })).toBeVisible();
  await box.press("Tab");
  await expect(box).toHaveValue("`:tada:` is :tada: @Bo ");
  await box.press("Enter");
  await expect(bos.messages.last()).toContainText(":tada: is 🎉 @Bo");

  await annas.write("🎉🎉");
  const big = bos.message("🎉🎉").getByText("🎉🎉");
  const size = () => big.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
  await expect.poll(size).toBeGreaterThan(24);
});

test("the picker finds an emoji by name, is walked by keys, and remembers a skin tone and what was used", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page, box } = await visit(anna, await gather([anna]));
  const opener = page.getByRole("button", { name: "Emoji", exact: true });
  const picker = page.getByRole("dialog", { name: "Emoji" });
  const search = picker.getByRole("combobox", { name: "Search emoji" });
  await box.fill("to the ");

  await opener.press("Enter");
  await expect(search).toBeFocused();
  await search.pressSequentially("rocket");
  await expect(picker.getByRole("gridcell", { name: "rocket" })).toHaveAttribute("aria-selected", "true");
  await search.press("Enter");
  await expect(picker).toBeHidden();
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("to the 🚀");

  await opener.press("Enter");
  await expect(picker.getByRole("gridcell", { name: "rocket" }).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowRight");
  await expect(picker.getByRole("gridcell", { name: "thumbs up" }).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("PageDown");
  await expect(picker.getByRole("gridcell", { name: "grinning face" }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await picker.getByRole("button", { name: "Skin tone: none" }).press("Enter");
  await picker.getByRole("button", { name: "medium", exact: true }).press("Enter");
  await search.fill("waving hand");
  await search.press("Enter");
  await expect(box).toHaveValue("to the 🚀👋🏽");

  await page.reload();
  await opener.click();
  await expect(picker.getByRole("button", { name: "Skin tone: medium" })).toBeVisible();
  await expect(picker.getByRole("gridcell", { name: "waving hand" }).first()).toHaveText("👋🏽");
  await page.keyboard.press("Escape");
  await expect(picker).toBeHidden();
});

test("a reaction says who reacted, to the pointer and to the keyboard, until Esc", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];
  await annas.write("We have a date");
  await bos.message("We have a date").hover();
  await bos.message("We have a date").getByRole("button", { name: "React with 👍" }).click();
  const pill = annas.page.getByRole("button", { name: "👍, 1 reaction" });
  const tip = annas.page.getByRole("tooltip");
  await pill.hover();
  await expect(tip).toHaveText(/Bo reacted with :\+1:/);
  await tip.hover();
  await expect(tip).toBeVisible();
  await annas.page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
  await pill.click();
  const both = annas.page.getByRole("button", { name: "👍, 2 reactions" });
  await expect(both).toHaveAttribute("aria-pressed", "true");
  await annas.box.focus();
  await annas.tabTo(both, "Shift+Tab");
  await expect(tip).toHaveText(/You and Bo reacted with :\+1:/);
  await both.press("Enter");
  await expect(bos.page.getByRole("button", { name: "👍, 1 reaction" })).toBeVisible();
});

test("a finger that holds a message opens what can be done with it; one that scrolls does not", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const annas = await visit(anna, room, { ...phone, ...clipboard });
  const bos = await visit(bo, room);
  const { page } = annas;
  const finger = new Finger(page);
  await annas.write("Hold me");
  await bos.write("Something else");
  await expect(annas.message("Something else")).toBeVisible();
  const message = annas.message("Hold me");
  const words = message.getByText("Hold me");
  const sheet = page.getByRole("dialog", { name: "Message by Anna: actions" });

  await finger.flick(await middleOf(words), { y: 60 });
  await finger.up(heldMs);
  await expect(sheet).toBeHidden();

  await finger.hold(words);
  await expect(sheet).toBeVisible();
  await finger.up(heldMs);
  await sheet.getByRole("button", { name: "React with ❤️" }).tap();
  await expect(sheet).toBeHidden();
  await expect(bos.page.getByRole("button", { name: "❤️, 1 reaction" })).toBeVisible();

  await finger.hold(words);
  await expect(sheet).toBeVisible();
  await finger.up(heldMs);
  await sheet.getByRole("button", { name: "Add reaction" }).tap();
  const picker = page.getByRole("dialog", { name: "Add reaction" });
  await picker.getByRole("gridcell", { name: "party popper" }).first().tap();
  await expect(bos.page.getByRole("button", { name: "🎉, 1 reaction" })).toBeVisible();

  // Who reacted is told where a finger holds.
  await finger.hold(page.getByRole("button", { name: "🎉, 1 reaction" }));
  await expect(page.getByRole("tooltip")).toHaveText(/You reacted with :tada:/);
  await finger.up(heldMs);
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "🎉, 1 reaction" })).toBeVisible();

  await finger.hold(words);
  await expect(sheet).toBeVisible();
  await finger.up(heldMs);
  await sheet.getByRole("button", { name: "Edit message" }).tap();
  const form = page.getByRole("textbox", { name: "Edit your message" });
  await form.fill("Held");
  await page.getByRole("button", { name: "Save" }).tap();
  await expect(bos.message("Held")).toContainText("(edited)");

  // Enter breaks the line; the button sends.
  await annas.box.tap();
  await page.keyboard.type("- milk");
  await page.keyboard.press("Enter");
  await expect(annas.box).toHaveValue("- milk\n- ");
  await page.keyboard.type("bread");
  await page.getByRole("button", { name: "Send message" }).tap();
  await expect(bos.messages.last().getByRole("listitem")).toHaveText(["milk", "bread"]);
});

test("code has its language and colours, and is copied whole; a message's own link leads to it", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const annas = await visit(anna, room, clipboard);
  const bos = await visit(bo, room);
  const { page, box } = annas;
  await box.pressSequentially("```js");
  await box.press("Enter");
  await box.pressSequentially("const sea = 7;");
  await box.press("Enter");
  await box.pressSequentially("```");
  await box.press("Enter");
  const code = page.locator("article[data-seq]").last();
  await expect(code.getByText("js", { exact: true })).toBeVisible();
  await expect(code.locator(".hljs-keyword")).toHaveText("const");
  await code.getByRole("button", { name: "Copy code" }).click();
  await expect(code.getByRole("status")).toHaveText("Copied");
  expect(await pasted(page)).toBe("const sea = 7;");

  await code.hover();
  await code.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied", { exact: true })).toBeVisible();
  const link = await pasted(page);
  const seq = await code.getAttribute("data-seq");
  expect(new URL(link).pathname).toBe(`/r/${room.slug}/${seq}`);

  await annas.write(`See ${link}`);
  await bos.messages.last().getByRole("link").click();
  await expect(bos.page).toHaveURL(link);
  expect(bos.page.context().pages()).toHaveLength(1);
  await expect(bos.page.locator(`article[data-seq="${seq}"]`)).toBeVisible();
});

test("keys put marks around what is selected, addresses are pasted over words, lists go on", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const { page, box } = await visit(anna, await gather([anna]), clipboard);
  await box.fill("bold");
  await box.press("Control+a");
  await box.press("Control+b");
  await expect(box).toHaveValue("**bold**");
  await box.press("Control+i");
  await expect(box).toHaveValue("**_bold_**");
  await box.press("Control+i");
  await box.press("Control+b");
  await expect(box).toHaveValue("bold");
  await box.press("Control+Shift+KeyX");
  await expect(box).toHaveValue("~~bold~~");
  await box.press("Control+z");
  await expect(box).toHaveValue("bold");
  await box.press("Control+Shift+Digit9");
  await expect(box).toHaveValue("> bold");

  await box.fill("the docs");
  await page.evaluate(() => navigator.clipboard.writeText("https://example.org/guide"));
  await box.press("Control+a");
  await box.press("Control+v");
  await expect(box).toHaveValue("[the docs](https://example.org/guide)");

  await box.fill("1. one");
  await box.press("End");
  await box.press("Shift+Enter");
  await expect(box).toHaveValue("1. one\n2. ");
  await box.press("Shift+Enter");
  await expect(box).toHaveValue("1. one\n");

  await box.fill("word");
  await page.getByRole("button", { name: "Formatting" }).click();
  await box.press("Control+a");
  await page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name: "Code", exact: true }).click();
  await expect(box).toHaveValue("`word`");
  await page.reload();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
});

test("a link that names another place says where it leads", async ({ newcomer, visit }) => {
  const anna = await newcomer("Anna");
  const window = await visit(anna, await gather([anna]));
  await window.write("[https://bank.example](https://evil.example/login)");
  const message = window.messages.last();
  await expect(message).toContainText("https://bank.example (evil.example)");
  await message.getByRole("link").focus();
  await window.page.keyboard.press("Shift");
  await expect(message.getByRole("link")).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("one who edits is told that another device of theirs changed the message meanwhile", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const room = await gather([anna]);
  const [desk, laptop] = [await visit(anna, room), await visit(anna, room)];
  await desk.write("First");
  await expect(laptop.message("First")).toBeVisible();
  await desk.box.press("ArrowUp");
  const form = desk.page.getByRole("textbox", { name: "Edit your message" });
  await form.fill("Second");
  await laptop.act("First", "Edit message");
  await laptop.page.getByRole("textbox", { name: "Edit your message" }).fill("Third");
  await laptop.page.keyboard.press("Enter");
  await expect(laptop.message("Third")).toBeVisible();
  await desk.page.getByRole("button", { name: "Edit the newest version" }).click();
  await expect(form).toHaveValue("Third");
});

test("sending, reacting and editing need no pointer", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo]);
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];
  const { keyboard } = annas.page;
  await keyboard.type("By keys alone");
  await keyboard.press("Enter");
  const message = annas.message("By keys alone");
  await expect(message).toHaveAttribute("data-delivery", "sent");
  await annas.tabTo(message, "Shift+Tab");

  await expect(message.getByRole("button", { name: "Add reaction" })).toBeVisible();
  await annas.tabTo(message.getByRole("button", { name: "Add reaction" }));
  await keyboard.press("Enter");
  const search = annas.page.getByRole("combobox", { name: "Search emoji" });
  await expect(search).toBeFocused();
  await keyboard.type("rocket");
  await expect(annas.page.getByRole("gridcell", { name: "rocket" })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await expect(bos.page.getByRole("button", { name: "🚀, 1 reaction" })).toBeVisible();

  await expect(message.getByRole("button", { name: "Add reaction" })).toBeFocused();
  await keyboard.press("Tab");
  await expect(message.getByRole("button", { name: "Edit message" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(annas.page.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
  await keyboard.press("End");
  await keyboard.type(", really");
  await keyboard.press("Enter");
  await expect(bos.message("By keys alone, really")).toContainText("(edited)");
  await expect(annas.message("By keys alone, really")).toBeFocused();

  // From the box one comes back to the box.
  await annas.box.focus();
  await keyboard.press("ArrowUp");
  await expect(annas.page.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(annas.box).toBeFocused();
});

/** Finding one's way: to rooms and people by a few letters, by keys, and a list as wide as one wants it. */
import type { Locator, Page } from "@playwright/test";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

const say = ({ rest }: Colleague, room: { roomId: string }, text: string) =>
  answered(rest("messages.create", { params: { room: room.roomId }, body: { text } }));
/** Of what is on the screen: on a phone the list of rooms lies below it for a moment. */
const heading = (page: Page) => page.locator("main:not([inert])").getByRole("heading", { level: 1 });
/** The entries of the sidebar, from the top. */
const entries = (page: Page) =>
  page.getByRole("navigation", { name: "Rooms and people" }).getByRole("listitem").getByRole("link");
/** Where the entry so many places further down leads, and all around, once the list marks the room that one is in. */
async function next(page: Page, by: 1 | -1): Promise<string> {
  // One look at both, as the list is put in order anew where something comes.
  const look = () =>
    entries(page).evaluateAll((all) => ({
      order: all.map((link) => link.getAttribute("href") ?? ""),
      at: all.findIndex((link) => link.getAttribute("aria-current") === "page"),
      path: location.pathname,
    }));
  let seen = await look();
  await expect(async () => {
    const before = seen;
    seen = await look();
    expect(seen).toEqual(before);
    expect(seen.order[seen.at]).toBe(seen.path);
  }).toPass();
  return seen.order.at((seen.at + by) % seen.order.length) ?? "";
}
const chosen = (switcher: Locator) => switcher.getByRole("option", { selected: true });

test("Ctrl-K leads to any room or person by a few letters, without a pointer, and back", async ({
  newcomer,
  visit,
}) => {
  const [anna, bodvar] = [await newcomer("Anna"), await newcomer("Bodvar")];
  await answered(bodvar.rest("me.update", { body: { name: "Bodvar Ålesund" } }));
  const crane = await gather([anna, bodvar], { name: "Crane works", kind: "private" });
  const dock = await gather([anna, bodvar], { name: "Dry dock", kind: "private" });
  await gather([anna], { name: "Lighthouse keepers", kind: "private" });
  await gather([bodvar], { name: "Knot school" });
  await say(bodvar, dock, "One");
  await say(bodvar, dock, "Two");
  const [annas, bodvars] = [await visit(anna, crane, wide), await visit(bodvar, dock, wide)];
  const { page, box } = annas;
  const { keyboard } = page;
  const switcher = page.getByRole("dialog", { name: "Go to a room or person" });
  const field = switcher.getByRole("combobox", { name: "Go to a room or person" });
  const options = switcher.getByRole("option");
  const call = async () => {
    await keyboard.press("Control+k");
    await expect(field).toBeFocused();
  };

  // What is unread is marked, and the room that one is in is not offered.
  await expect(box).toBeFocused();
  await call();
  await expect(options.first()).toHaveAccessibleName("Dry dock 2 unread messages");
  await expect(options.filter({ hasText: "Crane works" })).toHaveCount(0);

  await keyboard.type("lhk");
  await expect(chosen(switcher)).toHaveText("Lighthouse keepers");
  await expect(switcher.getByRole("status")).toHaveText("1 match");
  await keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Lighthouse keepers");
  await expect(switcher).toBeHidden();
  await expect(box).toBeFocused();

  // Twice the same way goes back and forth between two rooms: the latest comes first.
  await call();
  await expect(chosen(switcher)).toHaveText("Crane works");
  await keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Crane works");
  await call();
  await keyboard.press("ArrowDown");
  await expect(chosen(switcher)).toHaveText(/^Dry dock/);
  await keyboard.press("ArrowUp");
  await expect(chosen(switcher)).toHaveText("Lighthouse keepers");
  await keyboard.press("ArrowUp");
  await expect(chosen(switcher)).toHaveText((await options.last().textContent()) ?? "");
  await keyboard.press("Escape");
  await expect(switcher).toBeHidden();
  await expect(box).toBeFocused();

  // With someone one has not written to yet a conversation begins; from then on it is found.
  await call();
  await keyboard.type("ales");
  await expect(chosen(switcher)).toHaveAccessibleName("Bodvar Ålesund start a conversation");
  await keyboard.press("Enter");
  await expect(heading(page)).toContainText("Bodvar Ålesund");
  await expect(box).toBeFocused();
  await keyboard.type("Between us");
  await keyboard.press("Enter");
  const between = bodvars.page.getByRole("region", { name: "Unread" }).getByRole("link", { name: /Anna/ });
  await expect(between).toHaveAccessibleName(/1 unread message/);
  const path = new URL(page.url()).pathname;
  await call();
  await keyboard.type("crane");
  await keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Crane works");
  await call();
  await keyboard.type("bodvar");
  await expect(options).toHaveCount(1);
  await expect(options).toHaveAccessibleName("Bodvar Ålesund");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${path}$`));

  // A public room that one is not in is found, too, and says so; pressed again, the keys close what they opened.
  await call();
  await keyboard.type("knot");
  await expect(chosen(switcher)).toHaveAccessibleName("Knot school you are not in it yet");
  await keyboard.press("Control+k");
  await expect(switcher).toBeHidden();
  await expect(box).toBeFocused();
});

test("a finger finds rooms and people as well", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  await answered(bo.rest("me.update", { body: { name: "Bo Halyard" } }));
  const slip = await gather([anna, bo], { name: "Slipway", kind: "private" });
  const ropes = await gather([anna, bo], { name: "Rope walk", kind: "private" });
  await say(bo, ropes, "One");
  const { page } = await visit(anna, slip, phone);
  const switcher = page.getByRole("dialog", { name: "Go to a room or person" });
  const find = async (words: string) => {
    await page.getByRole("link", { name: "Show rooms" }).tap();
    await page.getByRole("button", { name: "Go to …" }).tap();
    await switcher.getByRole("combobox").fill(words);
  };

  await find("rope");
  await expect(switcher.getByRole("option")).toHaveAccessibleName("Rope walk 1 unread message");
  await switcher.getByRole("option").tap();
  await expect(heading(page)).toHaveText("Rope walk");
  await find("halyard");
  const option = switcher.getByRole("option", { name: "Bo Halyard start a conversation" });
  // As laid out: the window that opens grows into its place meanwhile.
  await expect.poll(() => option.evaluate((box: HTMLElement) => box.offsetHeight)).toBeGreaterThanOrEqual(44);
  await option.tap();
  await expect(heading(page)).toContainText("Bo Halyard");
});

test("keys lead up and down the list of rooms as it stands there, and from unread to unread", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const names = ["Anchor", "Buoy", "Compass", "Davit", "Ensign", "Fender"];
  const rooms = await Promise.all(names.map((name) => gather([anna, bo], { name, kind: "private" })));
  const [anchor] = rooms;
  if (!anchor) throw new Error("There is no room.");
  for (const room of rooms.filter(({ name }) => /Compass|Ensign/.test(name))) await say(bo, room, "Read me");
  const window = await visit(anna, anchor, wide);
  const { page, box } = window;
  const list = entries(page);
  const unread = page.getByRole("region", { name: "Unread" }).getByRole("link");
  await expect(unread).toHaveText([/^Compass/, /^Ensign/]);

  // From the box, where one is, whether or not something is written in it.
  await expect(box).toBeFocused();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(heading(page)).toHaveText("Compass");
  await expect(unread.first()).not.toHaveAccessibleName(/unread message/);
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(heading(page)).toHaveText("Ensign");
  await expect(unread.first()).not.toHaveAccessibleName(/unread message/);

  // All around, down and up: where one comes to is what stood next to where one was.
  for (const [key, by] of [
    ["ArrowDown", 1],
    ["ArrowUp", -1],
  ] as const)
    for (let step = 0; step <= names.length; step += 1) {
      const wanted = await next(page, by);
      await page.keyboard.press(`Alt+${key}`);
      await expect(page).toHaveURL(new RegExp(`${wanted}$`));
      await expect(box).toBeFocused();
    }

  // By Tab and Enter, too; what one has begun to write stays with its room.
  await page.getByRole("link", { name: "Fender" }).click();
  await expect(heading(page)).toHaveText("Fender");
  await say(bo, anchor, "Read me, too");
  await expect(unread).toHaveText([/^Anchor/]);
  await box.fill("half a thought");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect(heading(page)).toHaveText("Anchor");
  await expect(box).toHaveValue("");
  const fender = list.filter({ hasText: "Fender" });
  await window.tabTo(fender, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Fender");
  await expect(box).toBeFocused();
});

test("the keyboard's help lists what works, and nothing else; signs can be turned off", async ({ newcomer, visit }) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const rooms = await Promise.all(
    ["Keel", "Locker", "Mast"].map((name) => gather([anna, bo], { name, kind: "private" })),
  );
  const [keel, , mast] = rooms;
  if (!keel || !mast) throw new Error("There is no room.");
  const bodyOf = (n: number) => `message ${n}`;
  for (let n = 1; n <= 3; n += 1) await say(anna, keel, bodyOf(n));
  const window = await visit(anna, keel, wide);
  const { page, box } = window;
  const { keyboard } = page;
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });

  await expect(window.message(bodyOf(3))).toBeVisible();
  await window.message(bodyOf(3)).focus();
  await keyboard.press("?");
  await expect(help).toBeVisible();
  const shown = await help.locator("dl > div").evaluateAll((lines) =>
    lines.map((line) => ({
      name: line.querySelector("dt")?.textContent ?? "",
      ways: [...line.querySelectorAll("dd > span")].map((way) =>
        [...way.querySelectorAll("kbd")].map((cap) => cap.textContent),
      ),
    })),
  );
  await keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(window.message(bodyOf(3))).toBeFocused();

  const signs: Readonly<Record<string, string>> = { Ctrl: "Control", Esc: "Escape", "↑": "ArrowUp", "↓": "ArrowDown" };
  const press = (caps: readonly string[]) =>
    keyboard.press(
      caps
        .map(
          (cap) =>
            signs[cap] ??
            (/^\d$/.test(cap) ? `Digit${cap}` : cap.length === 1 && /[A-Z]/.test(cap) ? `Key${cap}` : cap),
        )
        .join("+"),
    );
  const switcher = page.getByRole("dialog", { name: "Go to a room or person" });
  const form = page.getByRole("textbox", { name: "Edit your message" });
  type Check = {
    before?: () => Promise<unknown>;
    after: (way: number) => Promise<unknown>;
    back?: () => Promise<unknown>;
  };
  const closes = (dialog: Locator): Check => ({
    after: () => expect(dialog).toBeVisible(),
    back: async () => {
      await keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    },
  });
  const back = async () => {
    await page.getByRole("link", { name: /^Keel/ }).click();
    await expect(heading(page)).toHaveText("Keel");
    await expect(box).toBeFocused();
  };
  /** What stands so many places further down the list, and all around. */
  const leads = (by: 1 | -1): Check => {
    let wanted = "";
    return {
      before: async () => {
        wanted = await next(page, by);
      },
      after: () => expect(page).toHaveURL(new RegExp(`${wanted}$`)),
      back,
    };
  };
  const toUnread: Check = {
    before: async () => {
      await say(bo, mast, "unread");
      await expect(page.getByRole("link", { name: /^Mast/ })).toHaveAccessibleName(/unread/);
    },
    after: () => expect(heading(page)).toHaveText("Mast"),
    back,
  };
  const formats = (after: string): Check => ({
    before: async () => {
      await box.fill("word");
      await box.press("ControlOrMeta+a");
    },
    after: () => expect(box).toHaveValue(after),
    back: () => box.fill(""),
  });
  const checks: Readonly<Record<string, Check>> = {
    "Go to a room or person": closes(switcher),
    "This list": { before: () => window.message(bodyOf(3)).focus(), ...closes(help) },
    "Previous room": leads(-1),
    "Next room": leads(1),
    "Previous unread room": toUnread,
    "Next unread room": toUnread,
    "Mark all rooms read": {
      before: () => say(bo, mast, "unread").then(() => expect(page).toHaveTitle(/^\(\d+\) /)),
      after: () => expect(page).not.toHaveTitle(/^\(/),
    },
    "From message to message": {
      before: () => window.message(bodyOf(2)).focus(),
      after: (way) => expect(window.message(bodyOf(way === 0 ? 1 : 3))).toBeFocused(),
    },
    "Mark the room read, go to the newest": {
      before: () => window.message(bodyOf(1)).focus(),
      after: () => expect(window.message(bodyOf(3))).toBeFocused(),
    },
    "New line": {
      before: () => box.fill("one"),
      after: () => expect(box).toHaveValue("one\n"),
      back: () => box.fill(""),
    },
    "Edit my last message (in an empty box)": {
      before: () => box.focus(),
      after: () => expect(form).toHaveValue(bodyOf(3)),
      back: () => form.press("Escape"),
    },
    Send: {
      before: () => box.fill("Sent by a key"),
      after: () => expect(window.message("Sent by a key")).toHaveAttribute("data-delivery", "sent"),
    },
    Bold: formats("**word**"),
    Italic: formats("_word_"),
    "Strike through": formats("~~word~~"),
    Code: formats("`word`"),
    Link: formats("[word](https://)"),
    Quote: formats("> word"),
    "Bulleted list": formats("- word"),
    "Numbered list": formats("1. word"),
  };
  expect(shown.map(({ name }) => name).sort()).toEqual(Object.keys(checks).sort());
  // What is written comes last, as it is the last message then.
  const order = [...shown].sort((a, b) => Number(a.name === "Send") - Number(b.name === "Send"));
  for (const { name, ways } of order)
    for (const [way, caps] of ways.entries())
      await test.step(`${name}: ${caps.join(" ")}`, async () => {
        const check = checks[name];
        await box.focus();
        await check?.before?.();
        await press(caps);
        await check?.after(way);
        await check?.back?.();
      });

  // Who slips on keys does without single signs; what is held with another key goes on.
  const choice = help.getByRole("checkbox", { name: /^A single sign such as \? is a shortcut/ });
  await box.press("Control+/");
  await choice.uncheck();
  await keyboard.press("Escape");
  const unsigned = async () => {
    await window.message(bodyOf(3)).focus();
    await keyboard.press("?");
    // A dialog that is open would keep these.
    await keyboard.press("Control+k");
    await expect(switcher).toBeVisible();
    await expect(help).toHaveCount(0);
    await keyboard.press("Escape");
    await expect(switcher).toBeHidden();
  };
  await unsigned();
  await page.reload();
  await window.connected();
  await box.press("Control+/");
  await expect(choice).not.toBeChecked();
  await keyboard.press("Escape");
  await unsigned();
  await box.press("Control+/");
  await choice.check();
  await keyboard.press("Escape");
  await window.message(bodyOf(3)).focus();
  await keyboard.press("?");
  await expect(help).toBeVisible();
});

test("the list is as wide as one draws it, by hand or by key, also after a reload, and read from the right", async ({
  newcomer,
  visit,
  office,
}) => {
  const anna = await newcomer("Anna");
  const window = await visit(anna, await gather([anna], { name: "Wheelhouse", kind: "private" }), wide);
  const { page } = window;
  await window.write("Words that a hand which slips could mark");
  await expect(window.message("Words that a hand which slips could mark")).toBeVisible();
  const list = page.getByRole("navigation", { name: "Rooms and people" });
  const edge = page.getByRole("separator").and(page.locator("[tabindex='0']"));
  const width = async () => Math.round((await list.boundingBox())?.width ?? 0);
  const drag = async (to: number) => {
    const box = await edge.boundingBox();
    if (!box) throw new Error("There is no edge.");
    await page.mouse.move(box.x + box.width / 2, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(to, 320, { steps: 5 });
    await page.mouse.up();
  };

  await drag(350);
  await expect.poll(async () => Math.abs((await width()) - 350)).toBeLessThanOrEqual(2);
  await page.mouse.move(900, 320);
  const drawn = await width();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
  await page.reload();
  await window.connected();
  await expect.poll(width).toBe(drawn);

  // No wider or narrower than both sides can bear, with what it says to a reader.
  await drag(1200);
  await expect(edge).toHaveAttribute("aria-valuenow", "400");
  await drag(20);
  await expect(edge).toHaveAttribute("aria-valuenow", "200");
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await expect(edge).toHaveAttribute("aria-valuenow", "216");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(edge).toHaveAttribute("aria-valuenow", "200");
  await page.keyboard.press("End");
  await expect(edge).toHaveAttribute("aria-valuenow", "400");
  await edge.dblclick();
  await expect(edge).toHaveAttribute("aria-valuenow", "272");
  await page.keyboard.press("ArrowRight");
  await expect(edge).toHaveAttribute("aria-valuenow", "288");

  await page.context().addCookies([{ name: "locale", value: "ar-XB", url: office.server.url }]);
  await page.reload();
  await window.connected();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const nav = page.getByRole("navigation").first();
  const mirrored = async () => {
    const box = await nav.boundingBox();
    return { width: Math.round(box?.width ?? 0), end: Math.round((box?.x ?? 0) + (box?.width ?? 0)) };
  };
  const mirroredWidth = async () => (await mirrored()).width;
  // A border is the frame's own.
  await expect.poll(async () => Math.abs(287.5 - (await mirroredWidth()))).toBeLessThanOrEqual(0.5);
  await expect.poll(async () => (await mirrored()).end).toBe(1440);
  await drag(1440 - 320);
  await expect.poll(async () => Math.abs((await mirroredWidth()) - 320)).toBeLessThanOrEqual(2);
  const before = await mirroredWidth();
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(mirroredWidth).toBe(before + 16);
  await page.keyboard.press("ArrowRight");
  await expect.poll(mirroredWidth).toBe(before);
  await page.reload();
  await window.connected();
  await expect.poll(mirroredWidth).toBe(before);
});

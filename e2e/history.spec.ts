import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { fillPast, type Past } from "#test/support/archive.ts";
import type { Colleague } from "#test/support/colleagues.ts";
import { answered } from "#test/support/colleagues.ts";
import { command } from "./command.ts";
import { Finger } from "./finger.ts";
import { phone, wide } from "./screens.ts";
import { test as base, expect, gather } from "./story.ts";
import type { Window } from "./window.ts";

type Reader = {
  /** Anna, Bo and a room in which they said a lot; Bo's window stands in it. */
  open(past: Past, options?: BrowserContextOptions & { seq?: (seqs: number[]) => number }): Promise<Opened>;
};
type Opened = {
  readonly room: MyRoom;
  readonly anna: Colleague;
  readonly bo: Colleague;
  readonly bos: Window;
  readonly seqs: number[];
  readonly path: string;
  say(text: string): Promise<number>;
};

const test = base.extend<Reader>({
  open: async ({ office, newcomer, visit }, use) => {
    await use(async (past, { seq, ...options } = {}) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const room = await gather([anna, bo], { name: "Archive", kind: "private" });
      const seqs = await fillPast(office.server, room, [anna], past);
      const path = `/r/${room.slug}`;
      const bos = await visit(bo, seq ? { ...room, slug: `${room.slug}/${seq(seqs)}` } : room, options);
      const say = async (text: string) => {
        const asked = anna.rest("messages.create", { params: { room: room.roomId }, body: { text } });
        return (await answered(asked)).message.seq;
      };
      return { room, anna, bo, bos, seqs, path, say };
    });
  },
});

/** As a wheel or a finger does it. `down` in pixels, at most half of the screen for a finger; negative is up. */
async function scroll(page: Page, down: number): Promise<void> {
  const box = await page.locator("[data-scroller]").boundingBox();
  if (!box) throw new Error("There is no conversation.");
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  if (!(await page.evaluate(() => matchMedia("(pointer: coarse)").matches))) {
    await page.mouse.move(x, y);
    return page.mouse.wheel(0, down);
  }
  const finger = new Finger(page);
  await finger.flick({ x, y: y + down / 2 }, { y: -down });
  // It rests before it goes, so that the page stops with it.
  await finger.up(300);
}

const newest = (seqs: number[]): number => seqs.at(-1) ?? 0;
const nth = (seqs: number[], n: number): number => seqs[n - 1] ?? 0;
/** Nothing is left below. */
const atEnd = (window: Window) =>
  window.scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2);
const scrollHeight = (window: Window) => window.scroller.evaluate((box) => box.scrollHeight);

for (const [name, size] of Object.entries({ "on a wide screen": wide, "on a phone": phone })) {
  test.describe(name, () => {
    test("a long conversation opens on the newest, and what loads above moves nothing", async ({ open }) => {
      const { bos, seqs } = await open({ count: 2400 }, size);
      await expect(bos.message("Line 2400")).toBeInViewport();
      expect(await bos.messages.count()).toBeLessThan(60);

      // Pages come when the reader stands still: what stands there must not move.
      const waiting: (() => void)[] = [];
      await bos.page.route(/messages\?.*before=/, async (route) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await route.continue();
      });
      for (let pages = 0; pages < 4; pages += 1) {
        await expect(async () => {
          await scroll(bos.page, -500);
          expect(waiting).toHaveLength(1);
        }).toPass();
        const height = await scrollHeight(bos);
        const before = await bos.standing();
        waiting.shift()?.();
        await expect.poll(() => scrollHeight(bos)).toBeGreaterThan(height + 500);
        // What came is measured in the frames after it.
        await bos.standing();
        expect(Math.abs(((await bos.topOf(before.seq)) ?? Number.NaN) - before.top)).toBeLessThan(2);
      }
      expect(await bos.messages.count()).toBeLessThan(60);

      await bos.page.getByRole("button", { name: "Jump to newest" }).click();
      await expect(bos.message("Line 2400")).toBeInViewport();
      expect(await bos.onScreen()).toContain(newest(seqs));
    });

    test("the date of a day leads to other days, and the button back to the newest", async ({ open }) => {
      const { bos, say } = await open({ count: 2400 }, size);
      // A day that is in sight, after some scrolling if need be.
      const openDays = async (down: number) => {
        const days = bos.page.getByRole("log").getByRole("button", { name: /Jump to a date$/ });
        const dialog = bos.page.getByRole("dialog", { name: "Jump to a date" });
        await expect(async () => {
          // A press that came late has opened it all the same.
          if (await dialog.isVisible()) return;
          await scroll(bos.page, down);
          await bos.standing();
          const box = await bos.scroller.boundingBox();
          const places = await Promise.all((await days.all()).map((day) => day.boundingBox()));
          const seen = places.findIndex(
            (place) => place && box && place.y > box.y && place.y < box.y + box.height - 80,
          );
          expect(seen).not.toBe(-1);
          await days.nth(seen).click({ timeout: 5_000 });
        }).toPass();
        return dialog;
      };
      await (await openDays(-300)).getByRole("button", { name: "Last month" }).click();
      const monthAgo = new Date();
      monthAgo.setMonth(monthAgo.getMonth() - 1, Math.min(new Date().getDate(), 28));
      await expect(async () => {
        const times = await bos.page.locator("article[data-seq]:focus time").first().getAttribute("datetime");
        const away = Date.parse(times ?? "") - monthAgo.getTime();
        expect(Math.abs(away)).toBeLessThan(5 * 86_400_000);
      }).toPass();
      expect((await bos.standing()).top).toBeLessThan(120);

      await (await openDays(200)).getByRole("button", { name: "The beginning" }).click();
      await expect(bos.page.getByText("This is the beginning of Archive.")).toBeVisible();
      await expect(bos.message("Line 1")).toBeFocused();

      // What is said meanwhile waits at the end, counted.
      await say("Said at the end");
      const back = bos.page.getByRole("button", { name: "1 new message" });
      await back.click();
      await expect(bos.message("Said at the end")).toBeInViewport();
      await expect(back).toHaveCount(0);
    });

    test("a permalink opens around its message and highlights it; Back returns to where one was", async ({ open }) => {
      const { bos, seqs, path } = await open({ count: 2400 }, { ...size, seq: (all) => nth(all, 700) });
      const linked = bos.page.locator("article[data-highlighted]");
      await expect(linked).toHaveAttribute("data-seq", String(nth(seqs, 700)));
      await expect(linked).toBeInViewport();
      await expect(linked).toBeFocused();
      await expect(bos.page.locator("[data-announcer]")).toContainText(/^Message by Anna, /);

      // History goes on in both directions.
      await expect(async () => {
        await scroll(bos.page, 500);
        expect((await bos.onScreen())[0]).toBeGreaterThan(nth(seqs, 760));
      }).toPass();

      // Within the running app: no reload.
      const jump = (to: string) => bos.page.evaluate((to) => history.pushState(null, "", to), to);
      await bos.page.evaluate(() => Object.assign(window, { sameDocument: true }));
      await jump(path);
      await expect(bos.message("Line 2400")).toBeInViewport();
      await expect(linked).toHaveCount(0);
      for (const _ of ["once", "twice"]) await scroll(bos.page, -350);
      await expect(bos.page.getByRole("button", { name: "Jump to newest" })).toBeVisible();
      const was = await bos.standing();
      await jump(`${path}/${nth(seqs, 1200)}`);
      await expect(linked).toHaveAttribute("data-seq", String(nth(seqs, 1200)));
      await expect(linked).toBeInViewport();
      await bos.page.goBack();
      await expect.poll(() => bos.topOf(was.seq)).toBeCloseTo(was.top, -0.5);
      await expect(linked).toHaveCount(0);
      expect(await bos.page.evaluate(() => "sameDocument" in window)).toBe(true);
    });
  });
}

test("by the keyboard one walks through any number of messages, and keeps the focus wherever one scrolls", async ({
  open,
}) => {
  const { bos, seqs } = await open({ count: 300 }, wide);
  const { keyboard } = bos.page;
  const at = (n: number) => bos.page.locator(`article[data-seq="${nth(seqs, n)}"]`);
  await expect(at(300)).toBeInViewport();
  await at(300).focus();
  for (let n = 299; n >= 200; n -= 1) {
    await keyboard.press("ArrowUp");
    await expect(at(n)).toBeFocused();
  }
  await expect(at(200)).toBeInViewport({ ratio: 1 });

  // Out of sight it keeps the focus, and goes on from there.
  await scroll(bos.page, 4000);
  await expect(at(200)).not.toBeInViewport();
  await expect(at(200)).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(at(201)).toBeFocused();
  await expect(at(201)).toBeInViewport({ ratio: 1 });

  await keyboard.press("PageUp");
  await expect(at(201)).not.toBeFocused();
  await expect(bos.page.locator("article[data-seq]:focus")).toBeInViewport({ ratio: 0.9 });
  await keyboard.press("End");
  await expect(at(300)).toBeFocused();
  await expect(at(300)).toBeInViewport({ ratio: 1 });
  await keyboard.press("Home");
  await expect(bos.page.locator("article[data-seq]:focus")).not.toHaveAttribute("data-seq", String(newest(seqs)));
  await expect(bos.page.locator("article[data-seq]:focus")).toBeInViewport();
  await keyboard.press("Escape");
  await expect(at(300)).toBeFocused();
});

test("with much unread one begins where one stopped, and what was on screen is read, as one goes", async ({ open }) => {
  const { bos, seqs } = await open({ count: 300, read: 180 }, wide);
  const line = bos.page.locator("[data-new-line]");
  await expect(line).toBeInViewport();
  await bos.standing();
  /** How far down the conversation the line stands, 0 to 1. */
  const stands = () =>
    bos.scroller.evaluate((box) => {
      const [edges, line] = [box.getBoundingClientRect(), box.querySelector("[data-new-line]")];
      return line ? (line.getBoundingClientRect().top - edges.top) / edges.height : Number.NaN;
    });
  await expect.poll(stands).toBeCloseTo(0.25, 1);
  expect(await bos.onScreen()).toContain(nth(seqs, 181));

  const unread = async () => {
    const rooms = await bos.page.request.get("/api/v1/rooms");
    const { rooms: mine }: { rooms: { name: string; unread: number }[] } = await rooms.json();
    return mine.find(({ name }) => name === "Archive")?.unread;
  };
  await expect.poll(unread).toBeLessThan(120);
  const begun = (await unread()) ?? 0;
  expect(begun).toBeGreaterThan(90);
  await scroll(bos.page, 900);
  await expect.poll(unread).toBeLessThan(begun - 5);
  expect(await unread()).toBeGreaterThan(50);

  // Past the line, one is told how much there is, and the way to it.
  await bos.page.getByRole("button", { name: /\d+ new messages/ }).click();
  await expect(bos.message("Line 300")).toBeInViewport();
  await expect.poll(unread).toBe(0);
});

test("what one marks as unread stays so, until one leaves the room or goes to the end", async ({ open }) => {
  const { bos, seqs, path } = await open({ count: 60 }, wide);
  const entry = bos.page.getByRole("link", { name: /^Archive/ });
  await expect(bos.message("Line 60")).toBeInViewport();
  const roomId = (await bos.page.locator("[data-room-id]").getAttribute("data-room-id")) ?? "";
  const markUnread = () =>
    bos.page.request
      .post("/api/v1/commands", {
        headers: { origin: new URL(bos.page.url()).origin },
        data: {
          v: 1,
          action: "markRead",
          requestId: crypto.randomUUID(),
          roomId,
          payload: { seq: nth(seqs, 20), unread: true },
        },
      })
      .then((answer) => expect(answer.ok()).toBe(true));
  await markUnread();
  await expect(entry).toHaveAccessibleName(/40 unread messages/);
  // The reader's own window says where it is, and how to be done with it.
  const banner = bos.page.getByText(/40 new since /);
  await expect(banner).toBeVisible();
  await bos.page.getByRole("button", { name: "Jump", exact: true }).click();
  await expect(bos.page.locator("[data-new-line]")).toBeInViewport();
  await expect(entry).toHaveAccessibleName(/40 unread messages/);
  await scroll(bos.page, 4000);
  await expect(entry).not.toHaveAccessibleName(/unread/);

  await markUnread();
  await expect(banner).toBeVisible();
  await bos.page.getByRole("button", { name: "Mark read" }).click();
  await expect(entry).not.toHaveAccessibleName(/unread/);
  await expect(banner).toHaveCount(0);

  // Who comes back reads again.
  await markUnread();
  await expect(entry).toHaveAccessibleName(/40 unread messages/);
  await bos.page.goto("/settings");
  await bos.page.goto(path);
  await expect(bos.page.locator("[data-new-line]")).toBeInViewport();
  await expect(entry).not.toHaveAccessibleName(/40 unread/);
});

test("a message that is not there is said to be missing, and what comes nearest is shown", async ({ open }) => {
  const { bos } = await open({ count: 200 }, { ...wide, seq: (all) => newest(all) + 5_000 });
  await expect(bos.page.getByText("That message isn’t here.", { exact: false })).toBeVisible();
  await expect(bos.message("Line 200")).toBeInViewport();
});

test("new messages are announced politely, one by its words, many by their number", async ({ open }) => {
  const { bos, say } = await open({ count: 10 }, wide);
  const announcer = bos.page.locator("[data-announcer]");
  await say("Coffee is ready");
  await expect(announcer).toHaveText("Anna wrote: Coffee is ready");
  // What comes within a few seconds is told together; a busy machine may take longer than that for all of it.
  await Promise.all(["one", "two", "three", "four", "five", "six", "seven", "eight"].map(say));
  await expect(announcer).toHaveText(/^\d new messages in Archive$/);
  await expect(bos.page.getByRole("log")).toHaveAttribute("aria-live", "off");
});

test("what grows late or is changed moves nothing that one looks at; at the end the end stays in sight", async ({
  open,
}) => {
  const { room, anna, bos, say } = await open({ count: 400 }, wide);
  await expect(bos.message("Line 400")).toBeInViewport();
  await bos.page.evaluate(() => {
    const picture = Object.assign(document.createElement("div"), { id: "late" });
    picture.style.height = "240px";
    [...document.querySelectorAll("article[data-seq] .prose")].at(-1)?.append(picture);
  });
  await expect.poll(() => atEnd(bos)).toBe(true);
  // Told of an earlier step just when something has grown, the page does not take that for somebody's hand.
  await bos.page.evaluate(() => {
    const [picture, box] = [document.querySelector<HTMLElement>("#late"), document.querySelector("[data-scroller]")];
    if (!picture || !box) throw new Error("There is no picture.");
    picture.style.height = "400px";
    box.scrollTop = box.scrollHeight;
    picture.style.height = "600px";
    box.dispatchEvent(new Event("scroll"));
  });
  await expect.poll(() => atEnd(bos)).toBe(true);
  await say("One more");
  await expect(bos.message("One more")).toBeInViewport();
  await bos.box.fill("a\nb\nc\nd\ne\nf");
  await expect.poll(() => atEnd(bos)).toBe(true);

  // Elsewhere: above, a picture comes and a message is edited; below, others are written.
  await scroll(bos.page, -2500);
  await expect.poll(() => atEnd(bos)).toBe(false);
  const was = await bos.standing();
  const above = await bos.scroller.evaluate((box) => {
    const edge = box.getBoundingClientRect().top;
    const hidden = [...box.querySelectorAll("article[data-seq]")].filter(
      (a) => a.getBoundingClientRect().bottom < edge,
    );
    const picture = document.createElement("div");
    picture.style.height = "320px";
    hidden.at(-1)?.querySelector(".prose")?.append(picture);
    return hidden.map((article) => Number(article.getAttribute("data-seq")));
  });
  const edited = above.at(-2);
  expect(edited).toBeDefined();
  await command(bos.page.url(), anna, {
    action: "editMessage",
    roomId: room.roomId,
    payload: { seq: edited, text: "Much more than before. ".repeat(60) },
  });
  await say("And one more");
  await expect(bos.page.getByRole("button", { name: /1 new message/ })).toBeVisible();
  await bos.box.fill("");
  await expect.poll(() => bos.topOf(was.seq)).toBeCloseTo(was.top, -0.5);
});

test("history is read by the keyboard alone: from the box into the past, beyond what is loaded, and back", async ({
  open,
}) => {
  const { bos, seqs, say } = await open({ count: 260 }, wide);
  const { page } = bos;
  const { keyboard } = page;
  const at = (n: number) => page.locator(`article[data-seq="${nth(seqs, n)}"]`);
  /** Which line has the focus; NaN where none has: it is lost. */
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.matches("article[data-seq]") ? Number(activeElement.getAttribute("data-seq")) : Number.NaN;
    });
  const inSight = () => expect(page.locator("article[data-seq]:focus")).toBeInViewport({ ratio: 0.5 });
  await expect(at(260)).toBeInViewport();
  await expect(bos.box).toBeFocused();
  /** The name above a message is on the way to it. */
  const backTo = (message: Locator) => bos.tabTo(message, "Shift+Tab");
  await backTo(at(260));

  // Page by page, further than what is loaded; the way is never lost, and never turns round.
  let line = await focused();
  let pages = 0;
  while (line > nth(seqs, 20)) {
    await keyboard.press("PageUp");
    const before = line;
    await expect.poll(focused).toBeLessThan(before);
    line = await focused();
    await inSight();
    pages += 1;
    expect(pages).toBeLessThan(80);
  }
  for (const n of [1, 2, 3]) {
    await keyboard.press("ArrowDown");
    await expect.poll(focused).toBe(line + n);
  }
  await keyboard.press("PageDown");
  await expect.poll(focused).toBeGreaterThan(line + 3);
  await inSight();
  await keyboard.press("Home");
  await expect(at(1)).toBeFocused();
  await expect(page.getByText("This is the beginning of Archive.")).toBeInViewport();

  // What one finds there can be answered on the spot, and the place is kept.
  await bos.tabTo(at(1).getByRole("button", { name: "React with 👍" }));
  await keyboard.press("Enter");
  await expect(at(1).getByRole("button", { name: "👍, 1 reaction" })).toBeVisible();
  await expect(at(1)).toBeInViewport();
  await say("Said at the end");
  await expect(page.getByRole("button", { name: "1 new message" })).toBeVisible();
  await expect(at(1).getByRole("button", { name: "React with 👍" })).toBeFocused();
  await bos.tabTo(at(1), "Shift+Tab");

  // To the newest, and on to the box.
  await keyboard.press("End");
  await expect(bos.message("Said at the end")).toBeFocused();
  await expect(bos.message("Said at the end")).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: /new message|Jump to newest/ })).toHaveCount(0);
  await bos.tabTo(bos.box);
  await keyboard.type("Mine");
  await keyboard.press("Enter");
  await expect(bos.message("Mine")).toHaveAttribute("data-delivery", "sent");

  // A message of one's own is taken back. Tab comes to the newest one, once the page stands still.
  await expect(bos.message("Mine")).toHaveAttribute("tabindex", "0");
  await backTo(bos.message("Mine"));
  const menu = bos.message("Mine").getByRole("button", { name: /: actions$/ });
  await bos.tabTo(menu);
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Delete message" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Delete", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  await expect(bos.message("Mine")).toHaveCount(0);
  await expect(bos.message("This message was deleted.")).toBeFocused();
});

test("on a phone with a keyboard Tab comes by the conversation once, between what stands above and the box", async ({
  open,
}) => {
  const { bos } = await open({ count: 60 }, phone);
  const { page } = bos;
  await expect(bos.message("Line 60")).toBeInViewport();
  await page.getByRole("link", { name: "Show rooms" }).focus();
  const stops: string[] = [];
  const nameOf = (element: Element | null) =>
    element?.matches("article[data-seq]") ? "a message" : (element?.ariaLabel ?? element?.textContent ?? "nothing");
  for (let stop = 0; stop < 30 && stops.at(-1) !== "Emoji"; stop += 1) {
    stops.push(await page.evaluate(`(${nameOf})(document.activeElement)`));
    await page.keyboard.press("Tab");
  }
  const places = ["Show rooms", "a message", "Message Archive", "Emoji"].map((name) => stops.indexOf(name));
  expect(places, stops.join(", ")).toEqual(places.toSorted((a, b) => a - b));
  expect(places, stops.join(", ")).not.toContain(-1);
  expect(stops.filter((name) => name === "a message")).toHaveLength(1);
  // The day that one looks at is a stop above the list; those within it would lead away from where one reads.
  expect(
    stops.filter((name) => /Jump to a date$/.test(name)),
    stops.join(", "),
  ).toHaveLength(1);
  const days = page.getByRole("log").getByRole("button", { name: /Jump to a date$/ });
  await expect(async () => {
    await scroll(page, -300);
    await expect(days.first()).toHaveAttribute("tabindex", "-1", { timeout: 500 });
  }).toPass();
  // Its own actions follow the message; no other message has any on the way.
  expect(stops.filter((name) => /: actions$/.test(name)).length, stops.join(", ")).toBeLessThanOrEqual(1);
});

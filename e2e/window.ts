/** A person's browser window: what they do there, and what they see. */
import { expect, type Locator, type Page } from "@playwright/test";

/** One message of the conversation. */
export type Line = { readonly seq: number; readonly text: string };
type WholeLine = Line & { readonly all: string };

export class Window {
  readonly page: Page;
  readonly box: Locator;
  /** Every message that the server has confirmed and that is in the page: those on screen, and a few around them. */
  readonly messages: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole("textbox", { name: /^Message / });
    this.messages = page.locator("article[data-seq]");
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text);
    // A finger's Enter breaks the line.
    const finger = await this.page.evaluate(() => matchMedia("(pointer: coarse)").matches);
    if (finger) await this.page.getByRole("button", { name: "Send message" }).tap();
    else await this.box.press("Enter");
  }

  /** The message with these words, confirmed. */
  message(text: string): Locator {
    return this.messages.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Mine that are not confirmed. */
  get pending(): Locator {
    return this.page.locator('[data-delivery="sending"], [data-delivery="failed"]');
  }

  /** `live`, `sse`, `polling`, `reconnecting` …, on the screen that one is on. */
  get connection(): Locator {
    return this.page.locator("[data-connection]:not([inert] *)");
  }

  /** A menu in the sidebar or on a member. */
  async choose(menu: string | RegExp, item: string): Promise<void> {
    await this.page.getByRole("button", { name: menu }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  /** Opens a message's own menu. */
  async act(text: string, item: string): Promise<void> {
    const message = this.message(text);
    await message.hover();
    await message.getByRole("button", { name: /: actions$/ }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  async connected(): Promise<void> {
    await expect(this.connection).toHaveAttribute("data-connection", /^(live|sse|polling)$/, { timeout: 30_000 });
  }

  /** All is there that is loaded only when it is needed: the window can do without the server. */
  async warm(): Promise<void> {
    const warmedUp = () => performance.getEntriesByName("warmed-up").length > 0;
    await expect.poll(() => this.page.evaluate(warmedUp), { timeout: 60_000 }).toBe(true);
  }

  /** Presses Tab, or this key, until it has the focus. */
  async tabTo(what: Locator, key = "Tab"): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press(key);
      await expect(what).toBeFocused({ timeout: 100 });
    }).toPass();
  }

  /** Scrolls up until the room's first message is there. */
  async unroll(): Promise<void> {
    const beginning = this.page.getByText(/^This is the beginning of/);
    await expect(async () => {
      await this.scroller.evaluate((box) => box.scrollTo({ top: 0 }));
      await expect(beginning).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 30_000 });
  }

  /** What moves when one scrolls the conversation. */
  get scroller(): Locator {
    return this.page.locator("[data-scroller]");
  }

  /** How far below the upper edge of the conversation a message begins, pixels; null where it is not in the page. */
  topOf(seq: number): Promise<number | null> {
    return this.scroller.evaluate((box, seq) => {
      const article = box.querySelector(`article[data-seq="${seq}"]`);
      return article && article.getBoundingClientRect().top - box.getBoundingClientRect().top;
    }, seq);
  }

  /** The first message that is on screen as a whole, and where it stands once nothing moves. */
  async standing(): Promise<{ seq: number; top: number }> {
    const look = async () => {
      // A page that swings out moves with its frames, which a busy machine draws late.
      await this.page.evaluate(async () => {
        for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
      });
      const [seq = Number.NaN] = await this.onScreen();
      return { seq, top: (await this.topOf(seq)) ?? Number.NaN };
    };
    let [before, now] = [await look(), await look()];
    await expect(async () => {
      [before, now] = [now, await look()];
      expect(now).toEqual(before);
    }).toPass();
    return now;
  }

  /** The messages that are on screen as a whole, from top to bottom. */
  onScreen(): Promise<number[]> {
    return this.scroller.evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      return [...box.querySelectorAll("article[data-seq]")].flatMap((article) => {
        const edges = article.getBoundingClientRect();
        return edges.top >= top && edges.bottom <= bottom ? [Number(article.getAttribute("data-seq"))] : [];
      });
    });
  }

  /** What stands there, from top to bottom; `.prose` is what somebody wrote, without the name and time around it. */
  async shown(): Promise<Line[]> {
    return (await this.wholeLines()).map(({ seq, text }) => ({ seq, text }));
  }

  /**
   * Every message that is loaded, from top to bottom, with all that stands around it (`all`). Only what is on screen is
   * in the page, so one scrolls through, from the top to the end, as a reader does.
   */
  wholeLines(): Promise<WholeLine[]> {
    return this.scroller.evaluate(async (box) => {
      const found = new Map<number, { seq: number; text: string; all: string }>();
      const rendered = async () => {
        for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
      };
      const collect = () => {
        for (const item of box.querySelectorAll<HTMLElement>("li[data-index]")) {
          const article = item.querySelector("article[data-seq]");
          const all = article?.textContent ?? "";
          const text = article?.querySelector(".prose")?.textContent ?? all;
          if (article)
            found.set(Number(item.dataset.index), { seq: Number(article.getAttribute("data-seq")), text, all });
        }
      };
      box.scrollTop = 0;
      for (;;) {
        await rendered();
        collect();
        if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) break;
        box.scrollTop += box.clientHeight / 2;
      }
      return [...found].sort(([a], [b]) => a - b).map(([, line]) => line);
    });
  }

  /** A person who sees "Retry now" presses it rather than wait. */
  async hurry(): Promise<void> {
    await this.page.evaluate(() => {
      for (const button of document.querySelectorAll("button")) if (button.textContent === "Retry now") button.click();
    });
  }
}

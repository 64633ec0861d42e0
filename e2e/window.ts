/** A person's browser window: what they do there, and what they see. */
import { expect, type Locator, type Page } from "@playwright/test";

/** One message on the screen. */
export type Line = { readonly seq: number; readonly text: string };

export class Window {
  readonly page: Page;
  readonly box: Locator;
  /** Every message that the server has confirmed, as it stands in the page. */
  readonly messages: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole("textbox", { name: /^Message / });
    this.messages = page.locator("article[data-seq]");
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press("Enter");
  }

  /** The message with these words, confirmed. */
  message(text: string): Locator {
    return this.messages.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Mine that are not confirmed. */
  get pending(): Locator {
    return this.page.locator('[data-delivery="sending"], [data-delivery="failed"]');
  }

  /** `live`, `sse`, `polling`, `reconnecting` … */
  get connection(): Locator {
    return this.page.locator("[data-connection]");
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

  /** Scrolls up until the room's first message is there. */
  async unroll(): Promise<void> {
    const beginning = this.page.getByText(/^This is the beginning of/);
    await expect(async () => {
      await this.messages.first().scrollIntoViewIfNeeded({ timeout: 1_000 });
      await expect(beginning).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 30_000 });
  }

  /** What stands there, from top to bottom; `.prose` is what somebody wrote, without the name and time around it. */
  shown(): Promise<Line[]> {
    return this.messages.evaluateAll((articles) =>
      articles.map((article) => ({
        seq: Number(article.getAttribute("data-seq")),
        text: article.querySelector(".prose")?.textContent ?? article.textContent ?? "",
      })),
    );
  }

  /** A person who sees "Retry now" presses it rather than wait. */
  async hurry(): Promise<void> {
    await this.page.evaluate(() => {
      for (const button of document.querySelectorAll("button")) if (button.textContent === "Retry now") button.click();
    });
  }
}

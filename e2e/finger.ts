/** A finger on a phone, by the browser's own input: it scrolls, swipes and holds as one does, and clicks are its taps. */
import type { CDPSession, Locator, Page } from "@playwright/test";

type Point = { readonly x: number; readonly y: number };

/** A moving finger is told of so often, milliseconds. */
const stepMs = 16;
const perStep = 20;

export class Finger {
  readonly #page: Page;
  #line: CDPSession | null = null;
  #at: Point = { x: 0, y: 0 };
  /** Of its own clock, so that a slow machine makes no slow finger; seconds. */
  #now = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async down(at: Point): Promise<void> {
    await this.#reach(at);
    await this.#send("touchStart");
  }

  /** Comes down and moves on at once, however slow this machine is: it never lies still for as long as one that holds. */
  async flick(from: Point, by: Partial<Point>, within?: number): Promise<void> {
    await this.#reach(from);
    // The browser takes them in this order.
    await Promise.all([this.#send("touchStart"), this.move(by, within)]);
  }

  /** Moves by so many pixels; `within` milliseconds, or as quickly as a finger does. */
  async move(by: Partial<Point>, within?: number): Promise<void> {
    const { x, y } = this.#at;
    const [dx, dy] = [by.x ?? 0, by.y ?? 0];
    const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / perStep));
    for (let step = 1; step <= steps; step += 1) {
      this.#at = { x: x + (dx * step) / steps, y: y + (dy * step) / steps };
      this.#now += (within === undefined ? stepMs : within / steps) / 1000;
      await this.#send("touchMove");
    }
  }

  /** Lifts it, after it has rested for so many milliseconds. */
  async up(restedMs = 0): Promise<void> {
    this.#now += restedMs / 1000;
    await this.#send("touchEnd");
    await this.#line?.detach();
    // What comes next comes later, by the page's clock, too.
    while (Date.now() / 1000 <= this.#now) await new Promise(setImmediate);
  }

  /** Lies still on the middle of it. */
  async hold(what: Locator): Promise<void> {
    await this.down(await middleOf(what));
  }

  async #reach(at: Point): Promise<void> {
    this.#line = await this.#page.context().newCDPSession(this.#page);
    this.#at = at;
    this.#now = Date.now() / 1000;
  }

  #send(type: "touchStart" | "touchMove" | "touchEnd"): Promise<unknown> {
    const touchPoints = type === "touchEnd" ? [] : [{ x: Math.round(this.#at.x), y: Math.round(this.#at.y) }];
    if (!this.#line) throw new Error("The finger is not down.");
    return this.#line.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp: this.#now });
  }
}

/** Of something that stands still, with nothing above it. */
export async function middleOf(what: Locator): Promise<Point> {
  await what.tap({ trial: true });
  const box = await what.boundingBox();
  if (!box) throw new Error("It is not on the screen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What is looked at inside the page: it travels there as text, so each function stands on its own. */
import type { Page } from "@playwright/test";

export type Keystroke = { readonly toPaint: number; readonly handled: number };

type Probe = {
  /** performance.now() after the first frame that shows an element of this selector within the window. */
  painted(selector: string): Promise<number>;
  /** Starts to measure key strokes in the text box; the answer of the second call is what was measured. */
  listen(): void;
  keystrokes(): Keystroke[];
};
declare global {
  interface Window {
    benchProbe: Probe;
    /** Of the first message of the document. */
    benchOpened: Promise<number>;
  }
}

/** To be called before a page goes anywhere. */
export const plant = async (page: Page): Promise<void> => void (await page.addInitScript(probe));

function probe(): void {
  /** A task right after a frame's rendering comes when its layout and paint are done. */
  const afterFrame = (report: (now: number) => void) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => report(performance.now());
    channel.port2.postMessage(null);
  };
  const shows = (selector: string) =>
    [...document.querySelectorAll(selector)].some((element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return height > 0 && bottom > 0 && top < window.innerHeight;
    });
  const strokes: { toPaint: number; handled: number }[] = [];
  window.benchProbe = {
    painted: (selector) =>
      new Promise((resolve) => {
        const look = () => (shows(selector) ? afterFrame(resolve) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      }),
    listen() {
      strokes.length = 0;
      let pressed = 0;
      addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
      // The last to hear of it: what React does for a key stroke is done by now.
      addEventListener("input", () => {
        const began = pressed;
        const handled = performance.now() - began;
        requestAnimationFrame(() => afterFrame((now) => strokes.push({ toPaint: now - began, handled })));
      });
    },
    keystrokes: () => strokes,
  };
  window.benchOpened = window.benchProbe.painted("[data-seq]");
}

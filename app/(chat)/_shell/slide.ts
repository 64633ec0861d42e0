/** How the screens of a phone come and go: the next one slides over the one before it, and back. */

const slideMs = 140;

/** Where the next screen comes from: the right, or the left where one reads from there. */
export const onward = (): 1 | -1 => (document.documentElement.dir === "rtl" ? -1 : 1);

const animates = (): boolean => !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const timing = { duration: slideMs, easing: "ease-out" };

/** Moves a screen, and leaves it there: `from` and `to` are parts of its width, 0 where it covers the one before. */
export async function slide(screen: HTMLElement, from: number, to: number): Promise<void> {
  const at = (part: number) => `translateX(${part * 100 * onward()}%)`;
  screen.style.transform = to === 0 ? "" : at(to);
  if (!animates()) return;
  await screen.animate({ transform: [at(from), at(to)] }, timing).finished.catch(() => undefined);
}

/** For a screen that was not there, so that nothing could slide away from above it. */
export function appear(screen: HTMLElement): void {
  const from = `translateX(${-12 * onward()}%)`;
  if (animates()) screen.animate({ transform: [from, "none"], opacity: [0, 1] }, timing);
}

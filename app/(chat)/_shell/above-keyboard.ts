/** Where the keyboard covers the page instead of shrinking it, as in Safari on iOS, the chat takes what is left. */

/** Less than this is no keyboard: the bars of a browser come and go, too; pixels. */
const leastPx = 100;
/** Whoever zooms sees less as well. */
const zoomed = 1.01;

/** Keeps what app/tokens.css says of the visible part of the page true until the answer is called. */
export function stayAboveKeyboard(): () => void {
  const view = window.visualViewport;
  const { style } = document.documentElement;
  const names = ["--visible", "--above", "--safe-bottom"];
  const forget = () => {
    for (const name of names) style.removeProperty(name);
  };
  const follow = () => {
    if (!view || view.scale > zoomed || window.innerHeight - view.height < leastPx) return forget();
    style.setProperty("--visible", `${view.height}px`);
    style.setProperty("--above", `${view.offsetTop}px`);
    // What the system keeps free at the bottom lies under the keyboard.
    style.setProperty("--safe-bottom", "0px");
  };
  follow();
  view?.addEventListener("resize", follow);
  view?.addEventListener("scroll", follow);
  return () => {
    view?.removeEventListener("resize", follow);
    view?.removeEventListener("scroll", follow);
    forget();
  };
}

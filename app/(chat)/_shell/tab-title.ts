let wanted: string | null = null;
let watching = false;

/** Says it in the tab, and goes on saying it: Next brings the title that it rendered once more, after the page has its own. */
export function setTabTitle(title: string): void {
  wanted = title;
  document.title = title;
  if (watching) return;
  watching = true;
  new MutationObserver(() => {
    if (wanted !== null && document.title !== wanted) document.title = wanted;
  }).observe(document.head, { subtree: true, childList: true, characterData: true });
}

/** Where the pictures go, and the page to look through them. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Git ignores it. */
export const gallery = fileURLToPath(new URL("../../gallery/", import.meta.url));

export const widths = [390, 768, 1440] as const;
export const schemes = ["light", "dark"] as const;

export const pictureOf = (state: string, width: number, scheme: string): string =>
  `${state}-${String(width).padStart(4, "0")}-${scheme}.png`;

/** `index.html`: one line for each state, its pictures beside each other. */
export function writeIndex(states: readonly string[]): void {
  const there = new Set(readdirSync(gallery));
  const lines = states.map((state) => {
    const pictures = widths.flatMap((width) => schemes.map((scheme) => pictureOf(state, width, scheme)));
    const shown = pictures.filter((file) => there.has(file));
    const images = shown.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`);
    return `<h2 id="${state}">${state}</h2>\n<p>${images.join("\n")}</p>`;
  });
  const style = `
    body { font: 15px system-ui, sans-serif; margin: 2rem; background: #eceff1; }
    h2 { font-size: 1rem; margin: 2rem 0 0.5rem; }
    p { display: flex; gap: 0.75rem; align-items: start; overflow-x: auto; margin: 0; }
    img { height: 22rem; border-radius: 6px; box-shadow: 0 1px 6px rgb(0 0 0 / 0.2); }`;
  writeFileSync(
    join(gallery, "index.html"),
    `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Parley’s gallery</title><style>${style}</style>\n<h1>${states.length} pages and states</h1>\n${lines.join("\n")}\n</html>\n`,
  );
}

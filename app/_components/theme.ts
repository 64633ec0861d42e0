/** The chosen appearance lives in a cookie, so that the server paints the page in it; without one, the system decides. */
export const themeCookie = "parley-theme";
export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const isTheme = (value: string | undefined): value is Theme => value === "light" || value === "dark";

/** What a browser paints its own bars with: `--sunken` of tokens.css, which they do not read. */
export const barColours = { light: "#f3f6f7", dark: "#0d1214" } as const satisfies Record<Theme, string>;

const year = 365 * 24 * 3600;

export function chooseTheme(theme: Theme | "system"): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]"))
    meta.content = barColours[theme === "system" ? (meta.media.includes("dark") ? "dark" : "light") : theme];
  const age = theme === "system" ? 0 : year;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari's older versions.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${age}; samesite=lax`;
}

export function chosenTheme(): Theme | "system" {
  const { theme } = document.documentElement.dataset;
  return isTheme(theme) ? theme : "system";
}

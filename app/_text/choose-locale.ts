import { defaultLocale, isLocale, type Locale, localeCookie } from "./locales.ts";

const year = 365 * 24 * 3600;

/** The server writes the page anew in it. Drafts and unsent messages are kept by the browser. */
export function chooseLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari's older versions.
  document.cookie = `${localeCookie}=${locale}; path=/; max-age=${year}; samesite=lax`;
  window.location.reload();
}

/** The page's own language. In a browser only. */
export function chosenLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : defaultLocale;
}

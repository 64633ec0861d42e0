/** The languages of the screens. */
export const locales = ["en", "de"] as const;
/** English read right-to-left, under the name that the industry gave it: for tests and for whoever changes a screen. */
export const mirrored = "ar-XB";
export type Locale = (typeof locales)[number] | typeof mirrored;

export const defaultLocale: Locale = "en";
export const localeCookie = "locale";

/** Each by its own name, for whoever cannot read the others. */
export const localeNames = {
  en: "English",
  de: "Deutsch",
  [mirrored]: "English, right to left",
} as const satisfies Record<Locale, string>;

/** What people may choose from; the mirrored one is offered in development only. */
export const offeredLocales: readonly Locale[] =
  process.env.NODE_ENV === "development" ? [...locales, mirrored] : locales;

export const isLocale = (value: string | undefined): value is Locale =>
  value === mirrored || locales.some((locale) => locale === value);

const rightToLeft = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/;
export const directionOf = (locale: string): "ltr" | "rtl" => (rightToLeft.test(locale) ? "rtl" : "ltr");

/** An `Accept-Language` header as tags, the most wanted first; nonsense in it is passed over. */
export function wantedTags(header: string): string[] {
  const wanted = header
    .slice(0, 500)
    .split(",")
    .flatMap((part) => {
      const [, tag, quality = "1"] = /^\s*([a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? [];
      return tag && Number(quality) > 0 ? [{ tag, quality: Number(quality) }] : [];
    });
  return wanted.sort((a, b) => b.quality - a.quality).map(({ tag }) => tag);
}

const languageOf = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";

/** What was chosen, else the most wanted language that there is. */
export function pickLocale(chosen: string | undefined, wanted: readonly string[]): Locale {
  if (isLocale(chosen)) return chosen;
  for (const tag of wanted) {
    const found = locales.find((locale) => locale === languageOf(tag));
    if (found) return found;
  }
  return defaultLocale;
}

/** By which dates and numbers are written: that language as the reader's region has it ("en-GB"). */
export function formatLocale(locale: Locale, wanted: readonly string[]): string {
  const language = locale === mirrored ? "en" : locale;
  const regional = wanted.find((tag) => languageOf(tag) === language);
  return regional !== undefined && Intl.DateTimeFormat.supportedLocalesOf(regional).length > 0 ? regional : language;
}

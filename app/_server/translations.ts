import compile from "icu-minify/compile";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import {
  directionOf,
  formatLocale,
  type Locale,
  localeCookie,
  mirrored,
  pickLocale,
  wantedTags,
} from "#app/_text/locales.ts";
import de from "#app/_text/messages/de.json";
import en from "#app/_text/messages/en.json";
import type { Messages, Translator } from "#app/_text/translator.ts";

const sources = { en, de, [mirrored]: en } as const satisfies Record<Locale, Messages>;
/** One entry a locale; compiling takes milliseconds, which no request shall wait for twice. */
const compiled = new Map<Locale, Messages>();

type Tree = { [key: string]: string | Tree };

/** Messages as the browser formats them without a parser of ICU's syntax. */
function messagesOf(locale: Locale): Messages {
  const known = compiled.get(locale);
  if (known) return known;
  const compileAll = (tree: Tree): object =>
    Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, typeof value === "string" ? plain(value) : compileAll(value)]),
    );
  // The same keys with compiled values, which only the formatter looks into.
  const made = compileAll(sources[locale]) as Messages;
  compiled.set(locale, made);
  return made;
}

/** The compiler's objects have no prototype, which no client component may be given. */
const plain = (message: string) => structuredClone(compile(message));

const chosen = cache(async () => {
  const wanted = wantedTags((await headers()).get("accept-language") ?? "");
  const locale = pickLocale((await cookies()).get(localeCookie)?.value, wanted);
  return { locale, format: formatLocale(locale, wanted), all: messagesOf(locale) };
});

/** In which language this page is written; asked once a request. The words of some pages come with those alone. */
export const language = cache(async () => {
  const { locale, format, all } = await chosen();
  const { admin: _, doctor: __, ...messages } = all;
  return { locale, dir: directionOf(locale), format, messages };
});
export const adminMessages = async (): Promise<Messages["admin"]> => (await chosen()).all.admin;
export const doctorMessages = async (): Promise<Messages["doctor"]> => (await chosen()).all.doctor;

/** For server components and metadata; `useTranslations()` is for the others. */
export const translations = cache(async (): Promise<Translator> => {
  const { format, all } = await chosen();
  return createTranslator({ locale: format, messages: all });
});

/** The catalogues of the screens, as a person of that language reads them. */
import { createTranslator } from "use-intl";
import de from "#app/_text/messages/de.json" with { type: "json" };
import en from "#app/_text/messages/en.json" with { type: "json" };

export const catalogues = { en, de } as const;
/** The mirrored one is English, read from right to left. */
export const languages = ["en", "de", "ar-XB"] as const;
export type Language = (typeof languages)[number];

export const messagesOf = (language: Language): typeof en => (language === "de" ? de : en);

/** What a key says in that language. A wrong key does not compile. */
export const translate = (language: Language) =>
  createTranslator({ locale: language === "de" ? "de" : "en", messages: messagesOf(language) });

export type Translate = ReturnType<typeof translate>;

import type { Metadata } from "next";
import type { MessageKey } from "#app/_text/translator.ts";
import { translations } from "./translations.ts";

/** A page's `generateMetadata`: what it is called, in its reader's language, and what else there is to say of it. */
export const titled =
  (title: MessageKey, more: Metadata = {}) =>
  async (): Promise<Metadata> => {
    const t = await translations();
    return { ...more, title: `${t(title)} · ${t("product")}` };
  };

import type { useTranslations } from "use-intl";
import type en from "./messages/en.json";

/** A wrong key does not compile. The names of a message's arguments are checked by the catalogues' test. */
declare module "use-intl" {
  interface AppConfig {
    Messages: typeof en;
  }
}

export type Messages = typeof en;
/** What `useTranslations()` gives, for functions that are no components. */
export type Translator = ReturnType<typeof useTranslations<never>>;
/** A message that needs no arguments, or whose arguments the caller gives. */
export type MessageKey = Parameters<Translator>[0];

"use client";
import { Direction } from "radix-ui";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import type { Messages } from "./translator.ts";

type Props = {
  /** By which dates and numbers are written. */
  locale: string;
  messages: Omit<Messages, "admin" | "doctor">;
  dir: "ltr" | "rtl";
  children: ReactNode;
};

/** One language for everything below. Times are the browser's own; the server, which knows no zone, writes none. */
export function TextsProvider({ locale, messages, dir, children }: Props) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone()}>
      <Direction.Provider dir={dir}>{children}</Direction.Provider>
    </IntlProvider>
  );
}

const timeZone = (): string =>
  typeof window === "undefined" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;

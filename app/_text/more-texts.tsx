"use client";
import type { ReactNode } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import type { Messages } from "./translator.ts";

type Props = { messages: Partial<Pick<Messages, "admin" | "doctor">>; children: ReactNode };

/** The words of pages that bring their own, beside those that every page has. */
export function MoreTexts({ messages, children }: Props) {
  const locale = useLocale();
  const others = useMessages();
  return (
    <IntlProvider locale={locale} messages={{ ...others, ...messages }}>
      {children}
    </IntlProvider>
  );
}

"use client";
import type { ReactNode } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import type { Messages } from "#app/_text/translator.ts";

/** The words of the admin pages, beside those that every page has. */
export function AdminTexts({ messages, children }: { messages: Messages["admin"]; children: ReactNode }) {
  const locale = useLocale();
  const others = useMessages();
  return (
    <IntlProvider locale={locale} messages={{ ...others, admin: messages }}>
      {children}
    </IntlProvider>
  );
}

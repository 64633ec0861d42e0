"use client";
import { useSyncExternalStore } from "react";
import { PageProblem } from "#app/_components/page-problem.tsx";
import { lastWords } from "#app/_text/last-words.ts";
import { localeCookie, pickLocale } from "#app/_text/locales.ts";
import "./globals.css";

/** Where even the root layout failed: its own document, without Next's inline styles, which our policy refuses. */
export default function GlobalError() {
  const locale = useSyncExternalStore(never, chosen, () => "en" as const);
  const { pageTitle, pageBody, retry } = lastWords[locale];
  return (
    <html lang={locale}>
      <body>
        <PageProblem title={pageTitle} body={pageBody} retry={retry} />
      </body>
    </html>
  );
}

const never = () => () => undefined;

function chosen(): keyof typeof lastWords {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${localeCookie}=`));
  const locale = pickLocale(cookie?.slice(localeCookie.length + 1), navigator.languages);
  return locale === "de" ? "de" : "en";
}

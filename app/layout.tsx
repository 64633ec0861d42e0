import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { barColours, isTheme, type Theme, themeCookie, themes } from "#app/_components/theme.ts";
import { language, translations } from "#app/_server/translations.ts";
import { TextsProvider } from "#app/_text/texts-provider.tsx";
import { inter, interExtended } from "./fonts/inter.ts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: t("product"), referrer: "same-origin", robots: { index: false, follow: false } };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    // The keyboard shrinks the page, so that the composer stays above it.
    interactiveWidget: "resizes-content",
    // Both, also where one was chosen: chooseTheme() changes what they say.
    themeColor: themes.map((each) => ({ media: `(prefers-color-scheme: ${each})`, color: barColours[theme ?? each] })),
  };
}

async function chosenTheme(): Promise<Theme | undefined> {
  const theme = (await cookies()).get(themeCookie)?.value;
  return isTheme(theme) ? theme : undefined;
}

/** Reading the cookie keeps every page dynamic, which a nonce per request needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await chosenTheme();
  const { locale, dir, format, messages } = await language();
  return (
    <html
      lang={locale}
      dir={dir}
      data-theme={theme}
      className={`${inter.variable} ${interExtended.variable}`}
      suppressHydrationWarning
    >
      <body>
        <TextsProvider locale={format} messages={messages} dir={dir}>
          {children}
        </TextsProvider>
      </body>
    </html>
  );
}

import type { ReactNode } from "react";
import { Wordmark } from "#app/_components/wordmark.tsx";
import { language } from "#app/_server/translations.ts";
import { LanguageSwitch } from "./_forms/language-switch.tsx";

/** One calm column for everything before the chat. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { locale } = await language();
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-[max(env(safe-area-inset-top),2rem)] pb-8 sm:justify-center">
      <main className="w-full max-w-sm rounded-xl border-line bg-canvas p-6 sm:border sm:p-8">
        <Wordmark />
        {children}
      </main>
      <LanguageSwitch chosen={locale} />
    </div>
  );
}

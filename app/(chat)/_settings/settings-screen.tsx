"use client";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { BackLink } from "../_shell/back-link.tsx";
import { useTitle } from "../_shell/use-title.ts";
import { Appearance } from "./appearance.tsx";
import { Keyboard } from "./keyboard.tsx";
import { NotificationChoices } from "./notification-choices.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { SectionList } from "./section-list.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";

export default function SettingsScreen() {
  const t = useTranslations();
  const box = useRef<HTMLDivElement>(null);
  useTitle(t("settings.title"));
  return (
    <main className="flex h-full flex-col">
      <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b ps-1.5 md:ps-8">
        <BackLink />
        <h1 className="font-semibold">{t("settings.title")}</h1>
      </header>
      {/* Positioned, so that what is there for readers alone scrolls with it and not the page. */}
      <div ref={box} className="relative flex-1 overflow-y-auto max-md:touch-slides">
        <div className="flex gap-8 px-4 md:px-8 lg:ps-5">
          <SectionList box={box} />
          <div className="flex min-w-0 max-w-xl flex-1 flex-col gap-12 py-6 pb-16">
            <ProfileForm />
            <Appearance />
            <NotificationChoices />
            <Keyboard />
            <PasswordForm />
            <Sessions />
            <Tokens />
          </div>
        </div>
      </div>
    </main>
  );
}

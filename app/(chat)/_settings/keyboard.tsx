"use client";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { useOpenDialog } from "../_shell/open-dialog.ts";
import { Section } from "./section.tsx";

export function Keyboard() {
  const t = useTranslations();
  const open = useOpenDialog();
  return (
    <Section name="keyboard" title={t("settings.keyboard")} lead={t("settings.keyboardLead")}>
      <div>
        <Button onClick={() => open("keyboard")}>{t("settings.keyboardOpen")}</Button>
      </div>
    </Section>
  );
}

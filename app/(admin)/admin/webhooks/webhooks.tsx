"use client";
import { useTranslations } from "use-intl";
import { AdminPage } from "../_frame/admin-page.tsx";
import { Incoming } from "./incoming.tsx";
import { Outgoing } from "./outgoing.tsx";

export function Webhooks() {
  const t = useTranslations();
  return (
    <AdminPage title={t("admin.nav.webhooks")} lead={t("admin.webhooks.lead")}>
      <div className="flex flex-col gap-12">
        <Incoming />
        <Outgoing />
      </div>
    </AdminPage>
  );
}

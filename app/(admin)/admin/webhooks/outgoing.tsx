"use client";
import { ArrowUpFromLine, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { AdminSection } from "../_frame/admin-section.tsx";
import { Empty } from "../_frame/empty.tsx";
import { useAdminFailure } from "../_frame/rest.ts";
import { NewOutgoing } from "./new-outgoing.tsx";
import { OutgoingEntry } from "./outgoing-entry.tsx";
import { useOutgoing } from "./use-webhooks.ts";

/** Where what happens here is posted to. */
export function Outgoing() {
  const t = useTranslations();
  const failure = useAdminFailure();
  const hooks = useOutgoing();
  const [making, setMaking] = useState(false);
  const all = hooks.data?.webhooks ?? [];
  return (
    <AdminSection
      title={t("admin.outgoing.title")}
      lead={t("admin.outgoing.lead")}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus size={16} aria-hidden="true" />
          {t("admin.outgoing.new")}
        </Button>
      }
    >
      {hooks.isPending && <ListSkeleton />}
      {hooks.error && <Notice>{failure(hooks.error)}</Notice>}
      {hooks.data && all.length === 0 && (
        <Empty icon={ArrowUpFromLine} title={t("admin.outgoing.none")}>
          {t("admin.outgoing.noneBody")}
        </Empty>
      )}
      {all.length > 0 && (
        <ul aria-label={t("admin.outgoing.title")} className="flex flex-col divide-y divide-line border-line border-y">
          {all.map((hook) => (
            <OutgoingEntry key={hook.id} hook={hook} />
          ))}
        </ul>
      )}
      {making && <NewOutgoing onClose={() => setMaking(false)} />}
    </AdminSection>
  );
}

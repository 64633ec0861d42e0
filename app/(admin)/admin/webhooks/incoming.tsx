"use client";
import { ArrowDownToLine, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { AdminSection } from "../_frame/admin-section.tsx";
import { Empty } from "../_frame/empty.tsx";
import { useAdminFailure } from "../_frame/rest.ts";
import { IncomingEntry } from "./incoming-entry.tsx";
import { NewIncoming } from "./new-incoming.tsx";
import { useIncoming } from "./use-webhooks.ts";

/** The addresses that other programs post to, of all rooms that one sees. */
export function Incoming() {
  const t = useTranslations();
  const failure = useAdminFailure();
  const hooks = useIncoming();
  const [making, setMaking] = useState(false);
  const all = hooks.data?.webhooks ?? [];
  return (
    <AdminSection
      title={t("admin.incoming.title")}
      lead={t("admin.incoming.lead")}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus size={16} aria-hidden="true" />
          {t("admin.incoming.new")}
        </Button>
      }
    >
      {hooks.isPending && <ListSkeleton />}
      {hooks.error && <Notice>{failure(hooks.error)}</Notice>}
      {hooks.data && all.length === 0 && (
        <Empty icon={ArrowDownToLine} title={t("admin.incoming.none")}>
          {t("admin.incoming.noneBody")}
        </Empty>
      )}
      {all.length > 0 && (
        <ul aria-label={t("admin.incoming.title")} className="flex flex-col divide-y divide-line border-line border-y">
          {all.map((hook) => (
            <IncomingEntry key={hook.id} hook={hook} />
          ))}
        </ul>
      )}
      {making && <NewIncoming onClose={() => setMaking(false)} />}
    </AdminSection>
  );
}

"use client";
import { BotIcon, ChevronRight, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import type { User } from "#contract/entities.ts";
import { AdminPage } from "../_frame/admin-page.tsx";
import { AdminSection } from "../_frame/admin-section.tsx";
import { Empty } from "../_frame/empty.tsx";
import { useAdminFailure } from "../_frame/rest.ts";
import { NewBot } from "./new-bot.tsx";
import { useBots } from "./use-bots.ts";

export function Bots() {
  const t = useTranslations();
  const failure = useAdminFailure();
  const bots = useBots();
  const [making, setMaking] = useState(false);
  const all = bots.data?.bots ?? [];
  const active = all.filter(({ deactivatedAt }) => !deactivatedAt);
  const gone = all.filter(({ deactivatedAt }) => deactivatedAt);

  return (
    <AdminPage
      title={t("admin.nav.bots")}
      lead={t("admin.bots.lead")}
      action={
        <Button kind="primary" onClick={() => setMaking(true)}>
          <Plus size={16} aria-hidden="true" />
          {t("admin.bots.new")}
        </Button>
      }
    >
      {bots.isPending && <ListSkeleton />}
      {bots.error && <Notice>{failure(bots.error)}</Notice>}
      {bots.data && all.length === 0 && (
        <Empty icon={BotIcon} title={t("admin.bots.none")}>
          {t("admin.bots.noneBody")}
        </Empty>
      )}
      {active.length > 0 && <BotList bots={active} label={t("admin.nav.bots")} />}
      {gone.length > 0 && (
        <AdminSection title={t("admin.people.gone", { n: gone.length })}>
          <BotList bots={gone} label={t("admin.people.gone", { n: gone.length })} />
        </AdminSection>
      )}
      {making && <NewBot onClose={() => setMaking(false)} />}
    </AdminPage>
  );
}

function BotList({ bots, label }: { bots: readonly User[]; label: string }) {
  const t = useTranslations();
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line border-line border-y">
      {bots.map(({ id, name, avatarUrl, role }) => (
        <li key={id}>
          <Link
            href={{ pathname: `/admin/bots/${id}` }}
            className="-mx-2 flex min-h-14 items-center gap-3 rounded-md px-2 py-2 hover:bg-hover"
          >
            <Avatar id={id} name={name} url={avatarUrl} />
            <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
              {name}
            </span>
            <span className="shrink-0 text-ink-soft text-sm">{t(`admin.people.roles.${role}`)}</span>
            <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-ink-faint rtl:-scale-x-100" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

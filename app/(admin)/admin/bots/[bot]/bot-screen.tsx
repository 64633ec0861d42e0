"use client";
import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import type { User } from "#contract/entities.ts";
import { AdminPage } from "../../_frame/admin-page.tsx";
import { useAdminFailure } from "../../_frame/rest.ts";
import { UpLink } from "../../_frame/up-link.tsx";
import { When } from "../../_frame/when.tsx";
import { useBots } from "../use-bots.ts";
import { BotRooms } from "./bot-rooms.tsx";
import { BotTokens } from "./bot-tokens.tsx";
import { RenameBot } from "./rename-bot.tsx";
import { useChangeBot } from "./use-change-bot.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

/** One bot: its name, its tokens, its rooms, and its end. */
export function BotScreen({ id }: { id: string }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const bots = useBots();
  const bot = bots.data?.bots.find((each) => each.id === id);
  if (bot) return <OneBot bot={bot} />;
  return (
    <AdminPage above={<UpLink path="/admin/bots" label="admin.nav.bots" />} title={t("admin.nav.bots")}>
      {bots.isPending && <ListSkeleton />}
      {bots.error && <Notice>{failure(bots.error)}</Notice>}
      {bots.data && <Notice>{t("admin.bots.noSuch")}</Notice>}
    </AdminPage>
  );
}

function OneBot({ bot }: { bot: User }) {
  const t = useTranslations();
  const change = useChangeBot(bot);
  const [asked, setAsked] = useState<"rename" | "deactivate" | "letIn" | null>(null);
  const { name, deactivatedAt } = bot;
  const close = () => setAsked(null);

  return (
    <AdminPage
      above={<UpLink path="/admin/bots" label="admin.nav.bots" />}
      title={name}
      lead={t(`admin.bots.roleHints.${bot.role === "guest" ? "guest" : "member"}`)}
      action={
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAsked("rename")}>
            <Pencil size={16} aria-hidden="true" />
            {t("admin.rename")}
          </Button>
          {deactivatedAt ? (
            <Button kind="primary" onClick={() => setAsked("letIn")}>
              {t("admin.people.letIn")}
            </Button>
          ) : (
            <Button onClick={() => setAsked("deactivate")}>{t("admin.people.deactivate")}</Button>
          )}
        </div>
      }
    >
      {deactivatedAt && (
        <Notice>
          {t("admin.bots.isGone")} (<When at={deactivatedAt} />)
        </Notice>
      )}
      {!deactivatedAt && <BotTokens botId={bot.id} />}
      <BotRooms bot={bot} />
      {asked === "rename" && <RenameBot bot={bot} onClose={close} />}
      {asked === "deactivate" && (
        <Confirm
          title={t("admin.people.deactivateTitle", { name })}
          body={t("admin.bots.deactivateBody")}
          action={t("admin.people.deactivate")}
          busy={t("common.saving")}
          onConfirm={() => change({ deactivated: true })}
          onClose={close}
        />
      )}
      {asked === "letIn" && (
        <Confirm
          danger={false}
          title={t("admin.people.letInTitle", { name })}
          body={t("admin.bots.letInBody")}
          action={t("admin.people.letIn")}
          busy={t("common.saving")}
          onConfirm={() => change({ deactivated: false })}
          onClose={close}
        />
      )}
    </AdminPage>
  );
}

"use client";
import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem, MenuLine } from "#app/_components/menu.tsx";
import type { OutgoingWebhook } from "#contract/integrations.ts";
import type { RestInput } from "#contract/rest.ts";
import { Badge } from "../_frame/badge.tsx";
import { adminRest } from "../_frame/rest.ts";
import { adminSentence } from "../_frame/sentence.ts";
import { useRoomChoices } from "../_frame/use-room-choices.ts";
import { EditOutgoing } from "./edit-outgoing.tsx";
import { useWebhooksChanged } from "./use-webhooks.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

type Asked = "edit" | "off" | "delete";

export function OutgoingEntry({ hook }: { hook: OutgoingWebhook }) {
  const t = useTranslations();
  const changed = useWebhooksChanged();
  const room = useRoomChoices().find(({ roomId }) => roomId === hook.roomId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, name, url, waiting, dead, disabledReason } = hook;
  const off = hook.disabledAt !== undefined;
  const byItself = disabledReason === "gone" || disabledReason === "overflow";
  const close = () => setAsked(null);
  const where = hook.roomId === undefined ? t("admin.outgoing.everyRoom") : (room?.name ?? t("admin.outgoing.oneRoom"));

  async function update(body: RestInput<"outgoingWebhooks.update">): Promise<string | null> {
    const result = await adminRest("outgoingWebhooks.update", { params: { id }, body });
    await changed.outgoing();
    return result.ok ? null : adminSentence(t, result, "outgoingWebhooks.update");
  }
  async function remove(): Promise<string | null> {
    const result = await adminRest("outgoingWebhooks.delete", { params: { id } });
    if (!result.ok) return adminSentence(t, result, "outgoingWebhooks.delete");
    await changed.outgoing();
    return null;
  }

  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span translate="no" className="max-w-full truncate font-medium" dir="auto">
            {name}
          </span>
          {off && <Badge tone={byItself ? "danger" : "plain"}>{t("admin.outgoing.off")}</Badge>}
        </p>
        <p translate="no" className="truncate text-ink-soft text-sm" title={url}>
          <bdi dir="ltr">{url}</bdi>
        </p>
        <p className="text-ink-faint text-sm">
          <bdi>{where}</bdi> · {t("admin.outgoing.events", { n: hook.events.length })}
          {waiting > 0 && <> · {t("admin.outgoing.waiting", { n: waiting })}</>}
          {dead > 0 && (
            <>
              {" · "}
              <Link
                href={{ pathname: "/admin/dead-letters" }}
                className="text-accent underline decoration-1 underline-offset-2"
              >
                {t("admin.outgoing.dead", { n: dead })}
              </Link>
            </>
          )}
        </p>
        {off && (
          <p className={clsx("mt-1 text-sm", byItself ? "text-danger" : "text-ink-soft")}>
            {t(`admin.outgoing.reasons.${disabledReason ?? "admin"}`)}
          </p>
        )}
        {problem && (
          <p role="alert" className="mt-1 text-danger text-sm">
            {problem}
          </p>
        )}
      </div>
      {off && (
        <Button
          small
          aria-label={t("admin.outgoing.onNamed", { name })}
          onClick={async () => setProblem(await update({ disabled: false }))}
        >
          {t("admin.outgoing.on")}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton label={t("details.memberMenu", { name })}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setAsked("edit")}>{t("admin.outgoing.edit")}</MenuItem>
        {!off && <MenuItem onSelect={() => setAsked("off")}>{t("admin.outgoing.switchOffAsk")}</MenuItem>}
        <MenuLine />
        <MenuItem danger onSelect={() => setAsked("delete")}>
          {t("admin.outgoing.deleteAsk")}
        </MenuItem>
      </Menu>
      {asked === "edit" && <EditOutgoing hook={hook} onSave={update} onClose={close} />}
      {asked === "off" && (
        <Confirm
          title={t("admin.outgoing.offTitle", { name })}
          body={t("admin.outgoing.offBody", { n: waiting })}
          action={t("admin.outgoing.switchOff")}
          busy={t("common.saving")}
          onConfirm={() => update({ disabled: true })}
          onClose={close}
        />
      )}
      {asked === "delete" && (
        <Confirm
          title={t("admin.outgoing.deleteTitle", { name })}
          body={t("admin.outgoing.deleteBody", { n: waiting + dead })}
          action={t("admin.outgoing.delete")}
          busy={t("common.saving")}
          onConfirm={remove}
          onClose={close}
        />
      )}
    </li>
  );
}

"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { useMe, useUser } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import type { RestAnswer } from "#contract/rest.ts";

const invitesKey = ["invites"];
const roles = ["member", "guest", "admin"] as const;

export default function InvitePeople({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useFailure();
  const me = useMe();
  const queries = useQueryClient();
  const invites = useQuery({ queryKey: invitesKey, queryFn: () => answerOf("invites.list"), staleTime: 0 });
  const [hours, setHours] = useState("168");
  const [once, setOnce] = useState(false);
  const [role, setRole] = useState<(typeof roles)[number]>("member");
  const create = useMutation({
    mutationFn: () =>
      answerOf("invites.create", { body: { expiresInHours: Number(hours), role, ...(once && { maxUses: 1 }) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitesKey }),
  });
  const offered = roles.filter((each) => each !== "admin" || me.role === "owner" || me.role === "admin");

  return (
    <Dialog title={t("invites.title")} lead={t("invites.lead")} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <SelectField label={t("invites.expires")} value={hours} onChange={(event) => setHours(event.target.value)}>
            <option value="24">{t("invites.day")}</option>
            <option value="168">{t("invites.week")}</option>
            <option value="720">{t("invites.month")}</option>
          </SelectField>
          <SelectField
            label={t("invites.role")}
            value={role}
            onChange={(event) => setRole(roles.find((each) => each === event.target.value) ?? "member")}
          >
            {offered.map((each) => (
              <option key={each} value={each}>
                {t(`invites.roles.${each}`)}
              </option>
            ))}
          </SelectField>
          <div className="col-span-2">
            <SelectField
              label={t("invites.uses")}
              value={once ? "once" : "many"}
              onChange={(event) => setOnce(event.target.value === "once")}
            >
              <option value="many">{t("invites.many")}</option>
              <option value="once">{t("invites.once")}</option>
            </SelectField>
          </div>
        </div>
        {create.error && <Notice>{failure(create.error)}</Notice>}
        {create.data && <CopyField key={create.data.id} label={t("invites.link")} value={create.data.url} />}
        <Button kind={create.data ? "plain" : "primary"} disabled={create.isPending} onClick={() => create.mutate()}>
          {create.isPending ? t("invites.creating") : t("invites.create")}
        </Button>
        <section aria-label={t("invites.existing")} className="border-line border-t pt-4">
          <h3 className="font-medium text-sm">{t("invites.existing")}</h3>
          {invites.isPending && <ListSkeleton />}
          {invites.error && <Notice>{failure(invites.error)}</Notice>}
          {invites.data?.invites.length === 0 && <p className="mt-1 text-ink-faint text-sm">{t("invites.none")}</p>}
          <ul>
            {invites.data?.invites.map((invite) => (
              <InviteEntry key={invite.id} invite={invite} />
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

function InviteEntry({ invite }: { invite: RestAnswer<"invites.list">["invites"][number] }) {
  const t = useTranslations();
  const times = useTimes();
  const failure = useFailure();
  const queries = useQueryClient();
  const by = useUser(invite.createdBy);
  const withdraw = useMutation({
    mutationFn: () => answerOf("invites.delete", { params: { id: invite.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: invitesKey }),
  });
  const used =
    invite.maxUses === undefined
      ? t("invites.used", { uses: invite.uses })
      : t("invites.usedOf", { uses: invite.uses, max: invite.maxUses });
  const role = invite.role === "owner" ? "admin" : invite.role;
  return (
    <li className="flex items-center gap-3 py-2">
      <p className="min-w-0 flex-1 text-sm">
        <span className="font-medium">{t(`invites.roles.${role}`)}</span>,{" "}
        {t("invites.until", { when: times.shortDate(Date.parse(invite.expiresAt)) })}
        <span className="block text-ink-faint">
          {t("invites.by", { name: by?.name ?? t("common.someone") })}, {used}
        </span>
        {withdraw.error && <span className="block text-danger">{failure(withdraw.error)}</span>}
      </p>
      <Button small disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {withdraw.isPending ? t("invites.withdrawing") : t("invites.withdraw")}
      </Button>
    </li>
  );
}

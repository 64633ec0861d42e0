"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { shortDate } from "#app/_components/time.ts";
import { useMe, useUser } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import type { RestAnswer } from "#contract/rest.ts";

const invitesKey = ["invites"];
const roles = ["member", "guest", "admin"] as const;

export default function InvitePeople({ onClose }: { onClose: () => void }) {
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
    <Dialog title={text.invites.title} lead={text.invites.lead} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <SelectField label={text.invites.expires} value={hours} onChange={(event) => setHours(event.target.value)}>
            <option value="24">{text.invites.day}</option>
            <option value="168">{text.invites.week}</option>
            <option value="720">{text.invites.month}</option>
          </SelectField>
          <SelectField
            label={text.invites.role}
            value={role}
            onChange={(event) => setRole(roles.find((each) => each === event.target.value) ?? "member")}
          >
            {offered.map((each) => (
              <option key={each} value={each}>
                {text.invites.roles[each]}
              </option>
            ))}
          </SelectField>
          <div className="col-span-2">
            <SelectField
              label={text.invites.uses}
              value={once ? "once" : "many"}
              onChange={(event) => setOnce(event.target.value === "once")}
            >
              <option value="many">{text.invites.many}</option>
              <option value="once">{text.invites.once}</option>
            </SelectField>
          </div>
        </div>
        {create.error && <Notice>{create.error.message}</Notice>}
        {create.data && <CopyField key={create.data.id} label={text.invites.link} value={create.data.url} />}
        <Button kind={create.data ? "plain" : "primary"} disabled={create.isPending} onClick={() => create.mutate()}>
          {create.isPending ? text.invites.creating : text.invites.create}
        </Button>
        <section aria-label={text.invites.existing} className="border-line border-t pt-4">
          <h3 className="font-medium text-sm">{text.invites.existing}</h3>
          {invites.isPending && <ListSkeleton />}
          {invites.error && <Notice>{invites.error.message}</Notice>}
          {invites.data?.invites.length === 0 && <p className="mt-1 text-ink-faint text-sm">{text.invites.none}</p>}
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
  const queries = useQueryClient();
  const by = useUser(invite.createdBy);
  const withdraw = useMutation({
    mutationFn: () => answerOf("invites.delete", { params: { id: invite.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: invitesKey }),
  });
  const role = invite.role === "owner" ? "admin" : invite.role;
  return (
    <li className="flex items-center gap-3 py-2">
      <p className="min-w-0 flex-1 text-sm">
        <span className="font-medium">{text.invites.roles[role]}</span>,{" "}
        {text.invites.until(shortDate(Date.parse(invite.expiresAt)))}
        <span className="block truncate text-ink-faint">
          {text.invites.by(by?.name ?? text.common.someone)}, {text.invites.used(invite.uses, invite.maxUses)}
        </span>
        {withdraw.error && <span className="block text-danger">{withdraw.error.message}</span>}
      </p>
      <Button small disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {withdraw.isPending ? text.invites.withdrawing : text.invites.withdraw}
      </Button>
    </li>
  );
}

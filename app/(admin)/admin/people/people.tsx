"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useSettled } from "#app/_components/use-settled.ts";
import { useClient, useUsers } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import type { User } from "#contract/entities.ts";
import { AdminPage } from "../_frame/admin-page.tsx";
import { AdminSection } from "../_frame/admin-section.tsx";
import { useAdminFailure } from "../_frame/rest.ts";
import { PersonList } from "./person-list.tsx";

const InvitePeople = dynamic(() => import("../../../(chat)/_dialogs/invite-people.tsx"), { ssr: false });

/** As many as one answer tells of; more are found by name. */
const most = 1000;
const typedMs = 200;

export function People() {
  const t = useTranslations();
  const failure = useAdminFailure();
  const [wanted, setWanted] = useState("");
  const [inviting, setInviting] = useState(false);
  const { people, found, more } = usePeople(useSettled(wanted.trim(), typedMs));
  const active = people.filter(({ deactivatedAt }) => !deactivatedAt);
  const gone = people.filter(({ deactivatedAt }) => deactivatedAt);

  return (
    <AdminPage
      title={t("admin.nav.people")}
      lead={t("admin.people.lead")}
      action={
        <Button kind="primary" onClick={() => setInviting(true)}>
          <UserPlus size={16} aria-hidden="true" />
          {t("admin.people.invite")}
        </Button>
      }
    >
      <Field
        label={t("rooms.searchPeople")}
        hideLabel
        placeholder={t("rooms.searchPeople")}
        type="search"
        autoComplete="off"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {found.isPending && <ListSkeleton />}
      {found.error && <Notice>{failure(found.error)}</Notice>}
      {found.data && people.length === 0 && (
        <p role="status" className="py-8 text-center text-ink-soft">
          {t("rooms.nobodyFound")}
        </p>
      )}
      {active.length > 0 && <PersonList people={active} label={t("admin.people.active", { n: active.length })} />}
      {more && <p className="text-ink-faint text-sm">{t("admin.people.more")}</p>}
      {gone.length > 0 && (
        <AdminSection title={t("admin.people.gone", { n: gone.length })} lead={t("admin.people.goneLead")}>
          <PersonList people={gone} label={t("admin.people.gone", { n: gone.length })} />
        </AdminSection>
      )}
      {inviting && <InvitePeople onClose={() => setInviting(false)} />}
    </AdminPage>
  );
}

/** Who was found, as they are now: what changes meanwhile shows by itself. */
function usePeople(query: string) {
  const client = useClient();
  const known = useUsers();
  const found = useQuery({
    queryKey: ["people", query],
    queryFn: () => answerOf("users.list", { query: { limit: most, ...(query && { q: query }) } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  useEffect(() => {
    if (found.data) client.learnUsers(found.data.users);
  }, [client, found.data]);
  const users: readonly User[] = found.data?.users ?? [];
  const people = users.map((user) => known.get(user.id) ?? user).filter(({ bot }) => !bot);
  return { people, found, more: users.length >= most };
}

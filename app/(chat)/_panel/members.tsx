"use client";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { fold } from "#app/_components/fold.ts";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import type { Permissions } from "#app/_gateway/permissions.ts";
import type { Member, MyRoom } from "#contract/entities.ts";
import { AddPeople } from "./add-people.tsx";
import { MemberEntry } from "./member-entry.tsx";

/** More people than this are found by name: a list of thousands helps nobody, and costs each frame. */
const maxShown = 60;
/** So few are seen at a glance. */
const searchFrom = 12;

const rank = { owner: 0, moderator: 1, member: 2 } as const;

export function Members({ room, name, permissions }: { room: MyRoom; name: string; permissions: Permissions }) {
  const t = useTranslations();
  const members = useRoomPart(room.roomId, (state) => state?.members ?? null);
  const users = useUsers();
  const [adding, setAdding] = useState(false);
  const [query, setQuery] = useState("");
  const nameOf = (member: Member) => users.get(member.userId)?.name ?? "";
  const present = [...(members?.values() ?? [])].filter((member) => !member.leftAt);
  present.sort((a, b) => rank[a.role] - rank[b.role] || nameOf(a).localeCompare(nameOf(b)));
  const wanted = fold(query.trim());
  const found = wanted === "" ? present : present.filter((member) => fold(nameOf(member)).includes(wanted));
  const canAdd = room.kind !== "direct" && !room.archivedAt;

  return (
    <section aria-label={t("details.members")}>
      <div className="flex items-center justify-between">
        <h3 className="font-medium text-sm">
          {members ? t("conversation.members", { n: present.length }) : t("details.members")}
        </h3>
        {canAdd && (
          <Button small kind="quiet" className="-me-2" onClick={() => setAdding(true)}>
            <UserPlus size={15} aria-hidden="true" />
            {t("details.add")}
          </Button>
        )}
      </div>
      {members ? (
        <>
          {present.length >= searchFrom && (
            <div className="py-2">
              <Field
                label={t("details.findMember")}
                hideLabel
                type="search"
                placeholder={t("details.findMember")}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            </div>
          )}
          <ul className="-mx-2 mt-1">
            {found.slice(0, maxShown).map((member) => (
              <MemberEntry key={member.userId} member={member} room={room} roomName={name} permissions={permissions} />
            ))}
          </ul>
          <p role="status" className="py-1 text-ink-faint text-sm empty:hidden">
            {found.length === 0 && t("details.noMember")}
            {found.length > maxShown && t("details.more", { n: found.length - maxShown })}
          </p>
        </>
      ) : (
        <ListSkeleton />
      )}
      {adding && <AddPeople room={room} name={name} present={present} onClose={() => setAdding(false)} />}
    </section>
  );
}

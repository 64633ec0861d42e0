"use client";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import type { Permissions } from "#app/_gateway/permissions.ts";
import type { Member, MyRoom } from "#contract/entities.ts";
import { AddPeople } from "./add-people.tsx";
import { MemberEntry } from "./member-entry.tsx";

const rank = { owner: 0, moderator: 1, member: 2 } as const;

export function Members({ room, name, permissions }: { room: MyRoom; name: string; permissions: Permissions }) {
  const t = useTranslations();
  const members = useRoomPart(room.roomId, (state) => state?.members ?? null);
  const users = useUsers();
  const [adding, setAdding] = useState(false);
  const nameOf = (member: Member) => users.get(member.userId)?.name ?? "";
  const present = [...(members?.values() ?? [])].filter((member) => !member.leftAt);
  present.sort((a, b) => rank[a.role] - rank[b.role] || nameOf(a).localeCompare(nameOf(b)));
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
        <ul className="-mx-2 mt-1">
          {present.map((member) => (
            <MemberEntry key={member.userId} member={member} room={room} roomName={name} permissions={permissions} />
          ))}
        </ul>
      ) : (
        <ListSkeleton />
      )}
      {adding && <AddPeople room={room} name={name} present={present} onClose={() => setAdding(false)} />}
    </section>
  );
}

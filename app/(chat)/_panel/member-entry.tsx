"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem } from "#app/_components/menu.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useMe, usePresence, useUser } from "#app/_gateway/hooks.ts";
import type { Permissions } from "#app/_gateway/permissions.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import { type Member, type MyRoom, type RoomRole, roomRoles } from "#contract/entities.ts";
import { openCard } from "../_people/open-card.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

type Props = { member: Member; room: MyRoom; roomName: string; permissions: Permissions };

export function MemberEntry({ member, room, roomName, permissions }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const me = useMe();
  const user = useUser(member.userId);
  const presence = usePresence(member.userId);
  const [removing, setRemoving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = user?.name ?? t("common.someone");
  const isMe = member.userId === me.id;
  const roles = permissions.own ? roomRoles.filter((role) => role !== member.role) : [];
  const removable = permissions.moderate && !isMe && (member.role !== "owner" || permissions.own);

  async function message() {
    const result = await rest("rooms.create", { body: { kind: "direct", memberIds: [member.userId] } });
    if (!result.ok) return setProblem(sentence(result, "rooms.create"));
    client.addRoom(result.answer.room);
    go(roomPath(result.answer.room));
  }
  async function give(role: RoomRole) {
    const result = await rest("members.put", { params: { room: room.roomId, userId: member.userId }, body: { role } });
    setProblem(result.ok ? null : sentence(result, "members.put"));
  }
  async function remove(): Promise<string | null> {
    const result = await rest("members.delete", { params: { room: room.roomId, userId: member.userId } });
    return result.ok ? null : sentence(result, "members.delete");
  }

  return (
    <li className="group flex min-h-10 items-center gap-2 rounded-md px-2 hover:bg-hover/60 touch:min-h-12">
      <span className="min-w-0 flex-1">
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={({ currentTarget }) =>
            openCard({ userId: member.userId, roomId: room.roomId, opener: currentTarget })
          }
          className="flex min-h-8 max-w-full items-center gap-2 text-start touch:min-h-11"
        >
          <Avatar id={member.userId} name={name} url={user?.avatarUrl} size="small" />
          <span className="flex min-w-0">
            <span className="truncate" dir="auto">
              {name}
            </span>
            {isMe && <span className="whitespace-pre text-ink-faint"> ({t("common.you")})</span>}
          </span>
          <PresenceDot presence={presence} />
        </button>
        {problem && (
          <span role="alert" className="block text-danger text-sm">
            {problem}
          </span>
        )}
      </span>
      {member.role !== "member" && <span className="text-ink-faint text-sm">{t(`details.roles.${member.role}`)}</span>}
      {(!isMe || roles.length > 0) && (
        <Menu
          align="end"
          trigger={
            <IconButton label={t("details.memberMenu", { name })} className="size-8">
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          }
        >
          {!isMe && <MenuItem onSelect={message}>{t("details.message")}</MenuItem>}
          {roles.map((role) => (
            <MenuItem key={role} onSelect={() => give(role)}>
              {t("details.makeRole", { role })}
            </MenuItem>
          ))}
          {removable && (
            <MenuItem danger onSelect={() => setRemoving(true)}>
              {t("details.remove")}
            </MenuItem>
          )}
        </Menu>
      )}
      {removing && (
        <Confirm
          title={t("details.removeTitle", { name, room: roomName })}
          body={t("details.removeBody")}
          action={t("details.remove")}
          busy={t("details.removing")}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}

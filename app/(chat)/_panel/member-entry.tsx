"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Avatar } from "#app/_components/avatar.tsx";
import { IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem } from "#app/_components/menu.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { go, roomPath } from "#app/_gateway/address.ts";
import { useClient, useMe, usePresence, useUser } from "#app/_gateway/hooks.ts";
import type { Permissions } from "#app/_gateway/permissions.ts";
import { rest, sentence } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import { type Member, type MyRoom, type RoomRole, roomRoles } from "#contract/entities.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

type Props = { member: Member; room: MyRoom; roomName: string; permissions: Permissions };

export function MemberEntry({ member, room, roomName, permissions }: Props) {
  const client = useClient();
  const me = useMe();
  const user = useUser(member.userId);
  const presence = usePresence(member.userId);
  const [removing, setRemoving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = user?.name ?? text.common.someone;
  const isMe = member.userId === me.id;
  const roles = permissions.own ? roomRoles.filter((role) => role !== member.role) : [];
  const removable = permissions.moderate && !isMe && (member.role !== "owner" || permissions.own);

  async function message() {
    const result = await rest("rooms.create", { body: { kind: "direct", memberIds: [member.userId] } });
    if (!result.ok) return setProblem(sentence(result.error, result.status));
    client.addRoom(result.answer.room);
    go(roomPath(result.answer.room));
  }
  async function give(role: RoomRole) {
    const result = await rest("members.put", { params: { room: room.roomId, userId: member.userId }, body: { role } });
    setProblem(result.ok ? null : sentence(result.error, result.status));
  }
  async function remove(): Promise<string | null> {
    const result = await rest("members.delete", { params: { room: room.roomId, userId: member.userId } });
    return result.ok ? null : sentence(result.error, result.status);
  }

  return (
    <li className="group flex min-h-10 items-center gap-3 rounded-md px-2 hover:bg-hover/60 touch:min-h-12">
      <Avatar id={member.userId} name={name} size="small" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate" dir="auto">
            {name}
            {isMe && <span className="text-ink-faint"> ({text.common.you})</span>}
          </span>
          <PresenceDot presence={presence} />
        </span>
        {problem && (
          <span role="alert" className="block text-danger text-sm">
            {problem}
          </span>
        )}
      </span>
      {member.role !== "member" && <span className="text-ink-faint text-sm">{text.details.roles[member.role]}</span>}
      {(!isMe || roles.length > 0) && (
        <Menu
          align="end"
          trigger={
            <IconButton label={text.details.memberMenu(name)} className="size-8">
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          }
        >
          {!isMe && <MenuItem onSelect={message}>{text.details.message}</MenuItem>}
          {roles.map((role) => (
            <MenuItem key={role} onSelect={() => give(role)}>
              {text.details.makeRole(text.details.roles[role])}
            </MenuItem>
          ))}
          {removable && (
            <MenuItem danger onSelect={() => setRemoving(true)}>
              {text.details.remove}
            </MenuItem>
          )}
        </Menu>
      )}
      {removing && (
        <Confirm
          title={text.details.removeTitle(name, roomName)}
          body={text.details.removeBody}
          action={text.details.remove}
          busy={text.details.removing}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}

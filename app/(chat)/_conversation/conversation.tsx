"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { roomPath } from "#app/_gateway/address.ts";
import { useClient, useMe, useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import { lazily } from "#app/_gateway/lazily.tsx";
import { permissionsOf } from "#app/_gateway/permissions.ts";
import { roomName } from "#app/_gateway/room-name.ts";
import type { MyRoom } from "#contract/entities.ts";
import { rememberRoom } from "../_finding/recent.ts";
import { MessagesSkeleton } from "../_shell/skeleton.tsx";
import { usePanel } from "../_shell/use-panel.ts";
import { useTitle } from "../_shell/use-title.ts";
import { Composer } from "./composer.tsx";
import { begunEdit } from "./edits.ts";
import { Loading } from "./loading.tsx";
import { MessageList } from "./message-list.tsx";
import { type Editing, RoomViewProvider } from "./room-context.ts";
import { RoomHeader } from "./room-header.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useJump } from "./use-jump.ts";
import { useOpenRoom } from "./use-open-room.ts";
import { useTrouble } from "./use-trouble.ts";

const FailedRoom = lazily(() => import("./failed-room.tsx"), <MessagesSkeleton />);
const Panel = lazily(() => import("../_panel/panel.tsx"));

/** A room that I am in. */
export function Conversation({ room }: { room: MyRoom }) {
  const t = useTranslations();
  const { roomId } = room;
  const client = useClient();
  const me = useMe();
  const users = useUsers();
  const name = roomName(t, room, me.id, users);
  const loaded = useRoomPart(roomId, (state) => state?.loaded ?? false);
  const role = useRoomPart(roomId, (state) => state?.members?.get(me.id)?.role);
  const opening = useOpenRoom(roomId);
  const jump = useJump(room, loaded);
  const panel = usePanel(roomId);

  const path = roomPath(room);
  useEffect(() => rememberRoom(path), [path]);
  useTitle(name);

  const { moderate } = permissionsOf(room, me, role);
  const writable = !room.archivedAt;
  const [editing, setEditing] = useState<Editing>(() => {
    const seq = writable ? begunEdit(me.id, roomId) : null;
    return seq === null ? null : { seq };
  });
  const asked = useRef(false);
  const edit = useCallback((seq: number | null) => {
    asked.current = seq !== null;
    setEditing(seq === null ? null : { seq });
  }, []);
  const view = useMemo(
    () => ({ roomId, me: me.id, moderate, writable, edit, asked }),
    [roomId, me.id, moderate, writable, edit],
  );

  const editLast = useCallback(() => {
    // What was just sent is the last one, and cannot be edited yet: never the one before it instead.
    if (client.outbox.get().some((entry) => entry.roomId === roomId && entry.status !== "refused")) return;
    const messages = client.rooms.get().get(roomId)?.messages ?? [];
    const last = messages.findLast((message) => message.authorId === me.id && !message.deletedAt);
    if (!last) return;
    client.leaveExcerpt(roomId);
    edit(last.seq);
  }, [client, roomId, me.id, edit]);

  return (
    <div className="flex h-full" data-room-id={roomId}>
      <main aria-label={t("conversation.label", { room: name })} className="flex min-w-0 flex-1 flex-col">
        <RoomHeader room={room} name={name} panelOpen={panel.open} onPanel={panel.toggle} />
        {loaded && !jump.arriving ? (
          <RoomViewProvider value={view}>
            <MessageList roomId={roomId} name={name} editing={editing} jump={jump} />
          </RoomViewProvider>
        ) : (
          <Loading roomId={roomId}>
            {opening.failed ? (
              <FailedRoom onRetry={opening.retry} />
            ) : (
              <>
                <Trouble />
                <MessagesSkeleton />
              </>
            )}
          </Loading>
        )}
        <TypingLine roomId={roomId} />
        {writable ? (
          <Composer roomId={roomId} name={name} onEditLast={editLast} />
        ) : (
          <p className="border-line border-t px-6 py-4 text-center text-ink-soft text-sm">{t("composer.archived")}</p>
        )}
      </main>
      {panel.open && <Panel room={room} name={name} onClose={panel.close} onLeft={panel.forget} />}
    </div>
  );
}

/** A room that does not come says why. */
function Trouble() {
  const trouble = useTrouble();
  return (
    <p role="status" className="px-4 py-3 text-center text-ink-soft text-sm empty:hidden md:px-6">
      {trouble}
    </p>
  );
}

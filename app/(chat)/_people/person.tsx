"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Button } from "#app/_components/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { go, leavePanel, panelIsOver } from "#app/_gateway/address.ts";
import { useGateway, useMe, useRoomPart, useUser } from "#app/_gateway/hooks.ts";
import { useSentence } from "#app/_text/sentence.ts";
import { askComposer } from "../_writing/composer-wish.ts";
import { useKnownPresence } from "./use-known-presence.ts";
import { directRoomWith, useOpenDirect } from "./use-open-direct.ts";

type Props = {
  userId: string;
  roomId: string;
  /** Closes the card, then does what is given, when nothing holds the focus any more. */
  onDone: (then?: () => void) => void;
};

/** What the client knows of somebody, and what one can do about them. */
export function Person({ userId, roomId, onDone }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const { client, workspace } = useGateway();
  const me = useMe();
  const user = useUser(userId);
  const room = useRoomPart(roomId, (state) => state?.room);
  const member = useRoomPart(roomId, (state) => state?.members?.get(userId));
  const openDirect = useOpenDirect();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = user?.name ?? t("common.someone");
  const gone = Boolean(user?.deactivatedAt);
  const isMe = userId === me.id;
  const isHere = member !== undefined && !member.leftAt;
  const named = room !== undefined && room.kind !== "direct";
  const mentionable = named && isHere && !gone && !room.archivedAt;
  const writable = !isMe && (!gone || directRoomWith(client, me.id, userId) !== undefined);

  async function message() {
    setPending(true);
    setProblem(null);
    const result = await openDirect(userId);
    setPending(false);
    if (result.ok) onDone(() => askComposer({ roomId: result.roomId }));
    else setProblem(sentence(result.refused, "rooms.create"));
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-4">
        <Avatar id={userId} name={name} url={user?.avatarUrl} size="large" />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="wrap-anywhere font-semibold text-lg leading-6" dir="auto">
            {name}
            {isMe && <span className="font-normal text-ink-faint"> ({t("common.you")})</span>}
          </p>
          {gone ? <p className="text-ink-soft text-sm">{t("people.deactivated")}</p> : <PresenceLine userId={userId} />}
        </div>
      </div>
      <ul className="flex flex-col gap-0.5 text-ink-soft text-sm">
        {user?.bot && <li>{t("people.bot")}</li>}
        {user && <li>{t("people.workspaceRole", { role: user.role, workspace: workspace.name })}</li>}
        {named && <li>{t("people.roomRole", { role: isHere ? member.role : "none", room: room.name })}</li>}
      </ul>
      {problem && <Notice>{problem}</Notice>}
      {(isMe || writable) && (
        <div className="flex gap-2">
          {isMe ? (
            <Button
              className="flex-1"
              onClick={() => {
                onDone();
                go("/settings");
              }}
            >
              {t("people.editProfile")}
            </Button>
          ) : (
            <Button kind="primary" className="flex-1" disabled={pending} onClick={message}>
              {pending ? t("rooms.starting") : t("people.message")}
            </Button>
          )}
          {mentionable && !isMe && (
            <Button
              className="flex-1"
              onClick={() => onDone(() => uncovered(() => askComposer({ roomId, mention: { id: userId, name } })))}
            >
              {t("people.mention")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** On a phone the panel lies over the conversation, whose composer takes no focus then. */
function uncovered(then: () => void): void {
  if (!panelIsOver.get()) return then();
  const forget = panelIsOver.subscribe(() => {
    if (panelIsOver.get()) return;
    forget();
    then();
  });
  leavePanel();
}

function PresenceLine({ userId }: { userId: string }) {
  const t = useTranslations();
  const known = useKnownPresence(userId);
  if ("unknown" in known) return <p className="text-ink-faint text-sm">{t(`people.unknown.${known.unknown}`)}</p>;
  return (
    <p className="flex items-center gap-2 text-ink-soft text-sm">
      <PresenceDot presence={known.presence} />
      <span aria-hidden="true">{t(`presence.${known.presence}`)}</span>
    </p>
  );
}

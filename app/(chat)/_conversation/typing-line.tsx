"use client";
import { useTranslations } from "use-intl";
import { useMe, useTyping, useUsers } from "#app/_gateway/hooks.ts";

/**
 * Its place is kept, so that nothing moves when someone begins to write. It is for the eye alone: read out, each beginning
 * and ending would talk over the messages themselves.
 */
export function TypingLine({ roomId }: { roomId: string }) {
  const t = useTranslations();
  const me = useMe();
  const typing = useTyping(roomId).filter((id) => id !== me.id);
  const users = useUsers();
  const nameOf = (id: string | undefined) => (id && users.get(id)?.name) || t("common.someone");
  return (
    <p aria-hidden="true" className="h-5 shrink-0 truncate px-4 text-ink-faint text-sm leading-5 md:px-7">
      {typing.length === 1 && t("conversation.typingOne", { name: nameOf(typing[0]) })}
      {typing.length === 2 && t("conversation.typingTwo", { a: nameOf(typing[0]), b: nameOf(typing[1]) })}
      {typing.length > 2 && t("conversation.typingMany")}
    </p>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { messagePath } from "#app/_gateway/address.ts";
import { useMe, useRoomPart, useUsers } from "#app/_gateway/hooks.ts";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import type { MyRoom } from "#contract/entities.ts";
import { whyUnread } from "./why.ts";

type Props = { room: MyRoom; name: string; onClose: () => void };

/** As many as one look at the server brings. */
const looked = 200;

/** What makes a room unread, in sentences, from what the server has. */
export default function WhyUnread({ room, name, onClose }: Props) {
  const t = useTranslations();
  const failure = useFailure();
  const locale = useLocale();
  const me = useMe();
  const users = useUsers();
  const unread = useRoomPart(room.roomId, (state) => state?.unread ?? 0);
  const mentions = useRoomPart(room.roomId, (state) => state?.mentions ?? 0);
  const lastReadSeq = useRoomPart(room.roomId, (state) => state?.lastReadSeq ?? 0);
  const facts = useQuery({
    queryKey: ["whyUnread", room.roomId, lastReadSeq, unread],
    queryFn: async () => {
      const params = { room: room.roomId };
      const [before, after] = await Promise.all([
        answerOf("messages.list", { params, query: { before: lastReadSeq + 1, limit: 20 } }),
        answerOf("messages.list", { params, query: { after: lastReadSeq, limit: looked } }),
      ]);
      return [...before.messages, ...after.messages];
    },
  });

  const nameOf = (id: string) => (id === me.id ? t("common.you") : (users.get(id)?.name ?? t("common.someone")));
  const when = (at: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
  const why = facts.data && whyUnread({ unread, mentions, lastReadSeq, me: me.id, messages: facts.data });

  return (
    <Dialog title={t("unread.whyTitle", { room: name })} onClose={onClose}>
      {facts.isPending && <ListSkeleton />}
      {facts.error && <Notice>{failure(facts.error)}</Notice>}
      {why && (
        <div className="flex flex-col gap-3 leading-6">
          <p>
            {why.count === 0
              ? t("unread.noLonger")
              : why.first
                ? t("unread.since", {
                    n: why.count,
                    more: String(why.more),
                    names: new Intl.ListFormat(locale).format(why.authors.slice(0, 4).map(nameOf)),
                    others: why.complete && why.authors.length <= 4 ? "no" : "yes",
                    when: when(why.first.createdAt),
                  })
                : t("unread.count", { n: why.count })}
            {why.mentions > 0 && ` ${t("unread.mentionsYou", { n: why.mentions })}`}
          </p>
          <p className="text-ink-soft">
            {why.readUpTo
              ? t("unread.readUpTo", { name: nameOf(why.readUpTo.authorId), when: when(why.readUpTo.createdAt) })
              : t("unread.readNothing")}
            {why.mine + why.deleted > 0 && ` ${t("unread.notCounted", { mine: why.mine, deleted: why.deleted })}`}
          </p>
          {why.first && (
            <InAppLink
              href={messagePath(room, why.first.seq)}
              onClick={onClose}
              className={`${buttonClass({ kind: "primary" })} mt-2 h-auto! min-h-10 self-start whitespace-normal! py-2 text-center`}
            >
              {t("unread.showFirst")}
            </InAppLink>
          )}
        </div>
      )}
    </Dialog>
  );
}

"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useTimes } from "#app/_components/use-times.ts";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { systemClock } from "#client/clock.ts";
import type { Message } from "#contract/entities.ts";
import { plainWords } from "../_notifications/plain-words.ts";
import { createAnnouncements } from "./announcements.ts";
import { toDisplay } from "./mention-text.ts";
import type { Target } from "./use-jump.ts";

type Props = {
  roomId: string;
  name: string;
  target: Target | null;
  /** The newest message as the conversation was opened: what came since then is said, also while this was on its way. */
  since: number;
};

/** Says politely what comes. The list itself is silent: rows come and go there because one scrolls. */
export default function Announcer({ roomId, name, target, since }: Props) {
  const t = useTranslations();
  const times = useTimes();
  const client = useClient();
  const me = useMe();
  const [said, setSaid] = useState({ n: 0, words: "" });
  const say = useRef((_news: Message | number) => undefined);

  useEffect(() => {
    const nameOf = (id: string) => client.users.get().get(id)?.name ?? t("common.someone");
    say.current = (news) => {
      const words =
        typeof news === "number"
          ? t("conversation.newIn", { n: news, room: name })
          : t("conversation.said", {
              name: nameOf(news.authorId),
              words: plainWords(toDisplay(news.text, nameOf)),
            });
      setSaid(({ n }) => ({ n: n + 1, words }));
    };
  }, [client, name, t]);

  useEffect(() => {
    const announcements = createAnnouncements(since, {
      me: me.id,
      clock: systemClock,
      tell: (news) => say.current(news),
    });
    const look = () => {
      const now = client.rooms.get().get(roomId);
      if (now?.loaded) announcements.see(now.messages);
    };
    const forget = client.rooms.subscribe(look);
    look();
    return () => {
      forget();
      announcements.stop();
    };
  }, [client, roomId, me.id, since]);

  useEffect(() => {
    if (target?.to !== "message" || (target.why !== "link" && target.why !== "day")) return;
    const state = client.rooms.get().get(roomId);
    const found = (state?.excerpt ?? state)?.messages.find(({ seq }) => seq === target.seq);
    if (!found) return;
    const author = client.users.get().get(found.authorId)?.name ?? t("common.someone");
    const words = t("conversation.jumped", { name: author, when: times.exact(Date.parse(found.createdAt)) });
    setSaid(({ n }) => ({ n: n + 1, words }));
  }, [client, roomId, target, t, times]);

  return (
    <div aria-live="polite" className="sr-only" data-announcer>
      <p key={said.n}>{said.words}</p>
    </div>
  );
}

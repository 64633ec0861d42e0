"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { answerOf, rest } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { browserName } from "./browser-name.ts";
import { Section } from "./section.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });
const sessionsKey = ["sessions"];

export function Sessions() {
  const t = useTranslations();
  const sentence = useSentence();
  const failure = useFailure();
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: () => answerOf("sessions.list") });
  const [asking, setAsking] = useState(false);

  async function everywhere(): Promise<string | null> {
    const result = await rest("sessions.deleteAll");
    if (!result.ok) return sentence(result, "sessions.deleteAll");
    window.location.assign("/sign-in");
    return null;
  }

  return (
    <Section name="sessions" title={t("settings.sessions")}>
      {sessions.isPending && <ListSkeleton />}
      {sessions.error && <Notice>{failure(sessions.error)}</Notice>}
      <ul className="flex flex-col divide-y divide-line">
        {sessions.data?.sessions.map((session) => (
          <SessionEntry key={session.id} session={session} />
        ))}
      </ul>
      <div>
        <Button onClick={() => setAsking(true)}>{t("settings.everywhere")}</Button>
      </div>
      {asking && (
        <Confirm
          title={t("settings.everywhereTitle")}
          body={t("settings.everywhereBody")}
          action={t("settings.everywhere")}
          busy={t("common.saving")}
          onConfirm={everywhere}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function SessionEntry({ session }: { session: RestAnswer<"sessions.list">["sessions"][number] }) {
  const t = useTranslations();
  const times = useTimes();
  const failure = useFailure();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => answerOf("sessions.delete", { params: { id: session.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
  return (
    <li className="flex items-center gap-3 py-2.5">
      <p className="min-w-0 flex-1">
        <span className="block truncate">
          {browserName(t, session.userAgent) ?? t("settings.unknownBrowser")}
          {session.current && <span className="text-ink-faint"> ({t("settings.thisDevice")})</span>}
        </span>
        <span className="block text-ink-faint text-sm">
          {failure(end.error) ?? t("settings.since", { when: times.shortDate(Date.parse(session.createdAt)) })}
        </span>
      </p>
      {!session.current && (
        <Button small disabled={end.isPending} onClick={() => end.mutate()}>
          {t("settings.end")}
        </Button>
      )}
    </li>
  );
}

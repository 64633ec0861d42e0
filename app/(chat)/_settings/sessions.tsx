"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
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
import type { LiveConnection } from "#contract/connections.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { browserName } from "./browser-name.ts";
import { connectionsKey, OwnConnections, useOwnConnections } from "./own-connections.tsx";
import { Section } from "./section.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });
const sessionsKey = ["sessions"];

export function Sessions() {
  const t = useTranslations();
  const sentence = useSentence();
  const failure = useFailure();
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: () => answerOf("sessions.list") });
  const connections = useOwnConnections();
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
          <SessionEntry
            key={session.id}
            session={session}
            connections={connections.filter(({ by }) => by.kind === "session" && by.id === session.id)}
          />
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

type EntryProps = {
  session: RestAnswer<"sessions.list">["sessions"][number];
  connections: readonly LiveConnection[];
};

function SessionEntry({ session, connections }: EntryProps) {
  const t = useTranslations();
  const times = useTimes();
  const sentence = useSentence();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const browser = browserName(t, session.userAgent) ?? t("settings.unknownBrowser");

  /** Its connections end with it. */
  async function end(): Promise<string | null> {
    const result = await rest("sessions.delete", { params: { id: session.id } });
    await queries.invalidateQueries({ queryKey: sessionsKey });
    void queries.invalidateQueries({ queryKey: connectionsKey });
    // One that ended by itself meanwhile is what was wanted.
    return result.ok || result.status === 404 ? null : sentence(result, "sessions.delete");
  }

  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          <span className="block truncate">
            {browser}
            {session.current && <span className="text-ink-faint"> ({t("settings.thisDevice")})</span>}
          </span>
          <span className="block text-ink-faint text-sm">
            {t("settings.since", { when: times.shortDate(Date.parse(session.createdAt)) })}
          </span>
        </p>
        {!session.current && (
          <Button small onClick={() => setAsking(true)}>
            {t("settings.end")}
          </Button>
        )}
      </div>
      <OwnConnections connections={connections} />
      {asking && (
        <Confirm
          title={t("settings.endTitle")}
          body={t("settings.endBody", { browser })}
          action={t("settings.end")}
          busy={t("common.saving")}
          onConfirm={end}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

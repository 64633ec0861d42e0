"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { shortDate } from "#app/_components/time.ts";
import { answerOf, rest, sentence } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { browserName } from "./browser-name.ts";
import { Section } from "./section.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });
const sessionsKey = ["sessions"];

export function Sessions() {
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: () => answerOf("sessions.list") });
  const [asking, setAsking] = useState(false);

  async function everywhere(): Promise<string | null> {
    const result = await rest("sessions.deleteAll");
    if (!result.ok) return sentence(result.error, result.status);
    window.location.assign("/sign-in");
    return null;
  }

  return (
    <Section title={text.settings.sessions}>
      {sessions.isPending && <ListSkeleton />}
      {sessions.error && <Notice>{sessions.error.message}</Notice>}
      <ul className="flex flex-col divide-y divide-line">
        {sessions.data?.sessions.map((session) => (
          <SessionEntry key={session.id} session={session} />
        ))}
      </ul>
      <div>
        <Button onClick={() => setAsking(true)}>{text.settings.everywhere}</Button>
      </div>
      {asking && (
        <Confirm
          title={text.settings.everywhereTitle}
          body={text.settings.everywhereBody}
          action={text.settings.everywhere}
          busy={text.common.saving}
          onConfirm={everywhere}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function SessionEntry({ session }: { session: RestAnswer<"sessions.list">["sessions"][number] }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => answerOf("sessions.delete", { params: { id: session.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
  return (
    <li className="flex items-center gap-3 py-2.5">
      <p className="min-w-0 flex-1">
        <span className="block truncate">
          {browserName(session.userAgent) ?? text.settings.unknownBrowser}
          {session.current && <span className="text-ink-faint"> ({text.settings.thisDevice})</span>}
        </span>
        <span className="block text-ink-faint text-sm">
          {end.error?.message ?? text.settings.since(shortDate(Date.parse(session.createdAt)))}
        </span>
      </p>
      {!session.current && (
        <Button small disabled={end.isPending} onClick={() => end.mutate()}>
          {text.settings.end}
        </Button>
      )}
    </li>
  );
}

"use client";
import { MailCheck } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { AdminPage } from "../_frame/admin-page.tsx";
import { Empty } from "../_frame/empty.tsx";
import { useAdminFailure } from "../_frame/rest.ts";
import { ActsBar } from "./acts-bar.tsx";
import { LetterEntry } from "./letter-entry.tsx";
import { type Act, type Outcome, useActs } from "./use-acts.ts";
import { useLetters } from "./use-letters.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

/** What could not be delivered: looked at, delivered again or discarded, one or several. */
export function DeadLetters() {
  const t = useTranslations();
  const failure = useAdminFailure();
  const letters = useLetters();
  const { progress, run } = useActs();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const all = letters.data?.pages.flatMap(({ deadLetters }) => deadLetters) ?? [];
  // Oldest first: so they go out in the order in which they were written.
  const chosen = all
    .map(({ id }) => id)
    .filter((id) => picked.has(id))
    .reverse();

  function pick(id: string, on: boolean) {
    const next = new Set(picked);
    if (on) next.add(id);
    else next.delete(id);
    setPicked(next);
  }
  async function act(kind: Act): Promise<string | null> {
    setOutcome(null);
    const result = await run(kind, chosen);
    setOutcome(result);
    if (!result.problem) setPicked(new Set());
    return null;
  }

  return (
    <AdminPage title={t("admin.nav.deadLetters")} lead={t("admin.letters.lead")}>
      {letters.isPending && <ListSkeleton />}
      {letters.error && <Notice>{failure(letters.error)}</Notice>}
      {outcome && <OutcomeNotice outcome={outcome} />}
      {letters.data && all.length === 0 && (
        <Empty icon={MailCheck} title={t("admin.letters.none")}>
          {t("admin.letters.noneBody")}
        </Empty>
      )}
      {all.length > 0 && (
        <div className="flex flex-col">
          <ActsBar
            all={all.length}
            chosen={chosen.length}
            progress={progress}
            onAll={(on) => setPicked(new Set(on ? all.map(({ id }) => id) : []))}
            onReplay={() => void act("replay")}
            onDiscard={() => setDiscarding(true)}
          />
          <ul
            aria-label={t("admin.nav.deadLetters")}
            className="flex flex-col divide-y divide-line border-line border-y"
          >
            {all.map((letter) => (
              <LetterEntry
                key={letter.id}
                letter={letter}
                picked={picked.has(letter.id)}
                onPick={(on) => pick(letter.id, on)}
              />
            ))}
          </ul>
        </div>
      )}
      {letters.hasNextPage && (
        <div>
          <Button disabled={letters.isFetchingNextPage} onClick={() => letters.fetchNextPage()}>
            {letters.isFetchingNextPage ? t("common.loading") : t("admin.letters.more")}
          </Button>
        </div>
      )}
      {discarding && (
        <Confirm
          title={t("admin.letters.discardTitle", { n: chosen.length })}
          body={t("admin.letters.discardBody", { n: chosen.length })}
          action={t("admin.letters.discard")}
          busy={t("admin.letters.discarding")}
          onConfirm={() => act("delete")}
          onClose={() => setDiscarding(false)}
        />
      )}
    </AdminPage>
  );
}

function OutcomeNotice({ outcome: { act, done, of, problem } }: { outcome: Outcome }) {
  const t = useTranslations();
  const kind = act === "replay" ? "replayed" : "discarded";
  if (problem === null) return <Notice kind="good">{t(`admin.letters.${kind}`, { n: done })}</Notice>;
  return (
    <Notice>
      {problem} {of > 1 && t("admin.letters.stopped", { done, of })}
    </Notice>
  );
}

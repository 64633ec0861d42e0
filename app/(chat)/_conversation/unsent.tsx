"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { useCopy } from "#app/_components/use-copy.ts";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { sameItems, useSelected } from "#app/_gateway/store.ts";
import { useRoomsKnown } from "#app/_gateway/use-rooms-known.ts";
import type { OutboxEntry } from "#client/public.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { useUnsentActs } from "./use-unsent-acts.ts";

/** My words for rooms that I am not in (any more): they are mine to take away. `roomId`: the one that was left just now. */
export default function Unsent({ roomId }: { roomId?: string }) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const known = useRoomsKnown();
  const entries = useSelected(
    client.outbox,
    (all) => all.filter((entry) => !client.rooms.get().has(entry.roomId)),
    sameItems,
  );
  const [draft, setDraft] = useState(() => (roomId === undefined ? "" : readDraft(me.id, roomId)));
  const copy = useCopy();
  if (!known || (entries.length === 0 && draft.trim() === "")) return null;
  return (
    <section aria-label={t("conversation.unsent")} className="mt-6 w-full max-w-md text-start">
      <h2 className="px-1 font-semibold">{t("conversation.unsent")}</h2>
      <ul className="mt-2 flex max-h-[40dvh] flex-col gap-2 overflow-y-auto">
        {entries.map((entry) => (
          <Entry key={entry.requestId} entry={entry} />
        ))}
        {roomId !== undefined && draft.trim() !== "" && (
          <Words
            words={draft}
            onCopy={() => void copy(draft, t("message.copied"))}
            onDiscard={() => {
              keepDraft(me.id, roomId, "");
              setDraft("");
            }}
          />
        )}
      </ul>
    </section>
  );
}

function Entry({ entry }: { entry: OutboxEntry }) {
  const { words, copy, discard } = useUnsentActs(entry);
  return <Words words={words} onCopy={copy} onDiscard={discard} />;
}

function Words({ words, onCopy, onDiscard }: { words: string; onCopy: () => void; onDiscard: () => void }) {
  const t = useTranslations();
  return (
    <li className="rounded-lg border border-line p-3">
      <p className="prose wrap-anywhere line-clamp-6 whitespace-pre-line" dir="auto">
        {words}
      </p>
      <div className="mt-2 flex gap-2">
        <Button small onClick={onCopy}>
          {t("message.copy")}
        </Button>
        <Button small onClick={onDiscard}>
          {t("message.discard")}
        </Button>
      </div>
    </li>
  );
}

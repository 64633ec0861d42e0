"use client";
import { Plus } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useSettled } from "#app/_components/use-settled.ts";
import { useMe } from "#app/_gateway/hooks.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import CreateRoom from "./create-room.tsx";
import { PublicRoom } from "./public-room.tsx";
import { usePublicRooms } from "./use-public-rooms.ts";

/** As long as somebody types without a pause, nothing is asked. */
const pauseMs = 200;
/** What the server takes. */
const maxLength = 80;

/** Every public room, found by the server by any part of its name or topic. */
export default function BrowseRooms({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const failure = useFailure();
  const me = useMe();
  const [typed, setTyped] = useState("");
  const [creating, setCreating] = useState(false);
  const wanted = useSettled(typed.trim(), pauseMs);
  const { rooms, isPending, isPlaceholderData, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    usePublicRooms(wanted);
  const none = !isPending && !isPlaceholderData && !error && rooms.length === 0;

  if (creating) return <CreateRoom suggested={wanted} onClose={onClose} />;
  return (
    <Dialog title={t("rooms.browseTitle")} onClose={onClose}>
      <div className="flex min-h-80 flex-col">
        <div className="sticky top-0 z-10 -mx-1 bg-raised px-1 pb-2">
          <Field
            label={t("rooms.search")}
            hideLabel
            placeholder={t("rooms.search")}
            type="search"
            autoComplete="off"
            maxLength={maxLength}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {isPending && <ListSkeleton />}
        {none && (
          <div className="flex flex-col items-center gap-4 py-8 text-center">
            <p className="text-ink-soft">{wanted ? t("rooms.noneFound") : t("rooms.noneAtAll")}</p>
            {me.role !== "guest" && (
              <Button className="max-w-full" onClick={() => setCreating(true)}>
                <Plus size={16} aria-hidden="true" className="shrink-0" />
                <span className="truncate">
                  {wanted ? t("rooms.createNamed", { name: wanted }) : t("rooms.create")}
                </span>
              </Button>
            )}
          </div>
        )}
        <ul className="flex flex-col" aria-label={t("rooms.browseTitle")} aria-busy={isPlaceholderData}>
          {rooms.map((room) => (
            <PublicRoom key={room.roomId} room={room} onDone={onClose} />
          ))}
        </ul>
        {hasNextPage && !isPlaceholderData && (
          <More busy={isFetchingNextPage} failed={error !== null} onMore={() => void fetchNextPage()} />
        )}
        {error && (
          <div className="flex flex-col items-start gap-2 pt-2">
            <Notice>{failure(error)}</Notice>
            {!hasNextPage && (
              <Button small onClick={() => void refetch()}>
                {t("common.retry")}
              </Button>
            )}
          </div>
        )}
        <p role="status" className="sr-only">
          {isPending || isPlaceholderData
            ? null
            : t("rooms.found", { n: rooms.length, more: hasNextPage ? "true" : "false" })}
        </p>
      </div>
    </Dialog>
  );
}

type MoreProps = { busy: boolean; failed: boolean; onMore: () => void };

/** The next page comes when the end of the list is seen, or at a press; after a failure at a press only. */
function More({ busy, failed, onMore }: MoreProps) {
  const t = useTranslations();
  const button = useRef<HTMLButtonElement>(null);
  const seen = useEffectEvent(() => !busy && !failed && onMore());
  useEffect(() => {
    if (!button.current) return;
    // Made anew after each page: where it did not fill the screen, the button is seen still.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen());
    if (!busy) observer.observe(button.current);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <Button
      ref={button}
      kind="quiet"
      className="mt-2 self-center"
      aria-disabled={busy}
      onClick={() => !busy && onMore()}
    >
      {busy ? t("rooms.loadingMore") : t("rooms.loadMore")}
    </Button>
  );
}

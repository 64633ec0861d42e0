"use client";
import { Pause, Play } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { AdminPage } from "../_frame/admin-page.tsx";
import { Charts } from "./charts.tsx";
import type { History } from "./history.ts";
import { Reasons } from "./reasons.tsx";
import { Tiles } from "./tiles.tsx";
import { useWatched, type Watched } from "./use-watched.ts";

/** Where motion is not wanted the lines move this seldom. */
const calmMs = 10_000;

export function Overview() {
  const t = useTranslations();
  const watched = useWatched();
  const [held, setHeld] = useState<History | null>(null);
  const shown = held ?? watched.history;
  const drawn = useCalm(shown);
  return (
    <AdminPage
      wide
      title={t("admin.nav.overview")}
      lead={shown ? <Standing history={shown} /> : t("admin.console.lead")}
      action={
        <Button disabled={!watched.history} onClick={() => setHeld(held ? null : shown)}>
          {held ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
          {held ? t("admin.console.goOn") : t("admin.console.pause")}
        </Button>
      }
    >
      <Problem watched={watched} />
      {shown ? (
        <>
          <Tiles measured={shown.last} />
          <Charts samples={(drawn ?? shown).samples} />
          <Reasons samples={shown.samples} />
          <p className="text-ink-faint text-sm">{t("admin.console.kept")}</p>
        </>
      ) : (
        !watched.refused && (
          <div>
            <p role="status" className="late text-ink-soft">
              {watched.connected ? t("common.loading") : t("admin.console.none")}
            </p>
            <ListSkeleton />
          </div>
        )
      )}
    </AdminPage>
  );
}

/** Which node, and for how long it runs. */
function Standing({ history }: { history: History }) {
  const t = useTranslations();
  const { node, uptimeSeconds } = history.last;
  const whole = Math.floor(uptimeSeconds / 60);
  const [days, hours, minutes] = [Math.floor(whole / 1440), Math.floor(whole / 60) % 24, whole % 60];
  const ofADay = hours > 0 ? t("admin.console.hours", { hours, minutes }) : t("admin.console.minutes", { minutes });
  const uptime = days > 0 ? t("admin.console.days", { days, hours }) : ofADay;
  return t("admin.console.standing", { node, uptime });
}

/** Says so where what is shown is not of now. */
function Problem({ watched: { history, stale, connected, refused } }: { watched: Watched }) {
  const t = useTranslations();
  const times = useTimes();
  if (refused) return <Notice>{t("admin.console.ownerOnly")}</Notice>;
  if (history && (stale || !connected))
    return <Notice>{t("admin.console.stale", { when: times.clock(history.heardAt) })}</Notice>;
  return null;
}

/** The same as it came, or now and then where less motion is asked for. */
function useCalm(history: History | null): History | null {
  const reduced = useSyncExternalStore(
    watchMotion,
    () => matchMedia(lessMotion).matches,
    () => false,
  );
  const [calm, setCalm] = useState(history);
  // The first few make a line at all.
  const begins = !calm || calm.samples.length < 3;
  const due = reduced && history && history !== calm && (begins || Math.abs(history.heardAt - calm.heardAt) >= calmMs);
  if (due) setCalm(history);
  return reduced ? calm : history;
}

const lessMotion = "(prefers-reduced-motion: reduce)";

function watchMotion(changed: () => void): () => void {
  const wish = matchMedia(lessMotion);
  wish.addEventListener("change", changed);
  return () => wish.removeEventListener("change", changed);
}

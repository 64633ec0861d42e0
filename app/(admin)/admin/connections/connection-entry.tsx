"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { useUser } from "#app/_gateway/hooks.ts";
import type { LiveConnection } from "#contract/connections.ts";
import { ways } from "./ways.ts";

/** One line, which opens to everything that is known of it. */
export function ConnectionEntry({ connection, onLook }: { connection: LiveConnection; onLook: () => void }) {
  const t = useTranslations();
  const times = useTimes();
  const { user, transport, address, slow } = connection;
  const known = useUser(user.id);
  const since = Date.parse(connection.connectedAt);
  return (
    <li>
      <button
        type="button"
        onClick={onLook}
        className="flex min-h-14 w-full items-center gap-3 rounded-md py-2 text-start hover:bg-hover"
      >
        <Avatar id={user.id} name={user.name} url={known?.avatarUrl} />
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium" dir="auto">
              {user.name}
            </span>
            {user.bot && <span className="rounded bg-hover px-1 text-ink-soft text-xs">{t("common.bot")}</span>}
            {slow && (
              <span className="rounded bg-danger-soft px-1 text-danger text-xs">{t("admin.connections.slow")}</span>
            )}
          </span>
          <span className="block truncate text-ink-faint text-sm tabular-nums">
            <span>{t(ways[transport])}</span>
            <span aria-hidden="true"> · </span>
            <bdi>{address}</bdi>
            <span aria-hidden="true"> · </span>
            <time dateTime={connection.connectedAt} title={times.exact(since)}>
              {t("admin.connections.since", { when: `${times.shortDate(since)}, ${times.clock(since)}` })}
            </time>
          </span>
        </span>
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-ink-faint rtl:-scale-x-100" />
      </button>
    </li>
  );
}

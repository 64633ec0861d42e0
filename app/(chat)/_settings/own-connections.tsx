"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { dayOf } from "#app/_components/time.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { connectionsOf } from "#app/_gateway/connection-rest.ts";
import { useConnection } from "#app/_gateway/hooks.ts";
import type { MessageKey } from "#app/_text/translator.ts";
import type { LiveConnection } from "#contract/connections.ts";

export const connectionsKey = ["ownConnections"];

/** While somebody looks; when the window is come back to, it is asked at once. */
const againMs = 15_000;

const ways = {
  "socket.io": "settings.ways.socketIo",
  websocket: "settings.ways.webSocket",
  sse: "settings.ways.sse",
} as const satisfies Record<LiveConnection["transport"], MessageKey>;

/** My open connections, newest first; none while they are not known. */
export function useOwnConnections(): readonly LiveConnection[] {
  const { state } = useConnection();
  const found = useQuery({
    // This browser's own is among them, as soon as there is one.
    queryKey: [...connectionsKey, state === "live" || state === "fallback"],
    queryFn: () => connectionsOf("myConnections.list"),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: againMs,
  });
  return found.data?.connections ?? [];
}

/** Below the session or token that they came from. `action`: what can be done with just this one. */
export function OwnConnections({
  connections,
  action,
}: {
  connections: readonly LiveConnection[];
  action?: (connection: LiveConnection, since: string) => ReactNode;
}) {
  const t = useTranslations();
  const times = useTimes();
  if (connections.length === 0) return null;
  return (
    <ul aria-label={t("settings.connections")} className="flex flex-col gap-1 pt-1.5">
      {connections.map((connection) => {
        const at = Date.parse(connection.connectedAt);
        const clock = times.clock(at);
        const since = dayOf(at) === dayOf(Date.now()) ? clock : `${times.shortDate(at)}, ${clock}`;
        return (
          <li key={connection.id} className="flex items-center gap-3 text-ink-soft text-sm">
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-good" />
              <span className="min-w-0 break-words">
                {t("settings.connectedNow", { way: t(ways[connection.transport]), since, address: connection.address })}
              </span>
            </span>
            {action?.(connection, since)}
          </li>
        );
      })}
    </ul>
  );
}

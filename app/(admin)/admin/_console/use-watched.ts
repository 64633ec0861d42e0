"use client";
import { useEffect, useState } from "react";
import { useClient, useConnection } from "#app/_gateway/hooks.ts";
import { useStore } from "#app/_gateway/store.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { History } from "./history.ts";
import { history, watchServer } from "./watch.ts";

/** Nothing heard for so long: what is shown is of then, not of now. */
const staleMs = 6_000;

export type Watched = {
  readonly history: History | null;
  readonly stale: boolean;
  /** Whether the page's connection is one over which figures come by themselves. */
  readonly connected: boolean;
  readonly refused: ErrorBody | null;
};

/** How the server does, told while the component is there. */
export function useWatched(): Watched {
  const client = useClient();
  const connection = useConnection();
  const [refused, setRefused] = useState<ErrorBody | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const known = useStore(history);
  useEffect(() => watchServer(client, setRefused), [client]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const stale = known !== null && now - known.heardAt > staleMs;
  const connected = connection.state === "live" || connection.state === "fallback";
  return { history: known, stale, connected, refused };
}

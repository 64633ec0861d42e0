"use client";
import { useEffect, useState } from "react";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import { useSelected } from "#app/_gateway/store.ts";

/** Loads a room when it is looked at, again when it was reset, and again when the line is back after a failure. */
export function useOpenRoom(roomId: string): { failed: boolean; retry: () => void } {
  const client = useClient();
  const loaded = useRoomPart(roomId, (state) => state?.loaded ?? false);
  const connected = useSelected(client.connection, (view) => view.state === "live" || view.state === "fallback");
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a connection that came back, or a person, asks again.
  useEffect(() => {
    let current = true;
    setFailed(false);
    client.openRoom(roomId).catch(() => current && setFailed(true));
    return () => {
      current = false;
    };
  }, [client, roomId, loaded, connected, attempt]);

  return { failed, retry: () => setAttempt((n) => n + 1) };
}

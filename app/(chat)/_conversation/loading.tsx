"use client";
import type { ReactNode } from "react";
import { useOutbox } from "#app/_gateway/hooks.ts";
import { PendingRow } from "./pending-row.tsx";

/** A room that is still to come, or that did not (`children`), and what I wrote into it meanwhile. */
export function Loading({ roomId, children }: { roomId: string; children: ReactNode }) {
  const outbox = useOutbox(roomId);
  return (
    <>
      {children}
      {outbox.length > 0 && (
        <ol className="max-h-1/2 shrink-0 overflow-y-auto pb-3">
          {outbox.map((entry, i) => (
            <li key={entry.requestId}>
              <PendingRow entry={entry} lead={i === 0} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

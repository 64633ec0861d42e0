"use client";
import { go, leavePanel } from "#app/_gateway/address.ts";

/** A phone's screens that lie over another one. */
export type Sliding = "room" | "panel";

export const goBackFrom: Readonly<Record<Sliding, () => void>> = { room: () => go("/"), panel: leavePanel };

/** Leads back to the screen before. The one that is left slides away first where swipe.ts is here, as for a finger. */
export function leave(screen: Sliding): void {
  (slidesAway.now ?? goBackFrom)[screen]();
}
export const slidesAway: { now: typeof goBackFrom | null } = { now: null };

"use client";
import { createStore } from "#client/store.ts";

export type Card = {
  readonly userId: string;
  /** The room in whose conversation or panel it was opened. */
  readonly roomId: string;
  /** What was pressed. It may leave the page while the card is open. */
  readonly opener: Element;
  /** Where it was then. */
  readonly at: DOMRect;
  /** Called once, a moment after the card is closed. */
  readonly release?: (() => void) | undefined;
};

/** The person's card that is open; there is never more than one. */
export const card = createStore<Card | null>(null);

/** The focus goes back only when the card has left the page: what opened it is kept there as long. */
const releaseMs = 250;

export function closeCard(): void {
  const { release } = card.get() ?? {};
  if (release) setTimeout(release, releaseMs);
  card.set(null);
}

/** What opened it closes it, too. */
export function openCard(next: Omit<Card, "at">): void {
  const again = card.get()?.opener === next.opener;
  closeCard();
  if (again) next.release?.();
  else card.set({ ...next, at: next.opener.getBoundingClientRect() });
}

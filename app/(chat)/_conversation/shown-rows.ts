/** How a list of rows becomes another one in steps that a virtualised list can follow without a jump. */
import type { Row } from "./rows.ts";

export type Shown = {
  /** On the screen now: `goal`, or a step on the way to it. */
  readonly rows: readonly Row[];
  readonly goal: readonly Row[];
  /** The last step added or removed rows at the start only: what is measured is counted from the end. */
  readonly shift: boolean;
  /** Another number is another list, of which nothing is measured. */
  readonly list: number;
};

export const firstShown = (rows: readonly Row[]): Shown => ({ rows, goal: rows, shift: false, list: 0 });

/**
 * The next step. A virtualised list can be told that rows came and went before those in sight, or after them, not both
 * at once. `pivot` is the key of a row in sight: the measures of it and its neighbours stay right.
 */
export function nextShown(shown: Shown, goal: readonly Row[], pivot: string | null): Shown {
  if (shown.rows === goal) return shown.goal === goal ? shown : { ...shown, goal };
  const at = common(shown.rows, goal, pivot);
  if (!at) return { rows: goal, goal, shift: false, list: shown.list + 1 };
  const before = at.next - at.now;
  const after = goal.length - at.next - (shown.rows.length - at.now);
  if (before === 0) return { rows: goal, goal, shift: false, list: shown.list };
  if (after === 0) return { rows: goal, goal, shift: true, list: shown.list };
  const start = goal.slice(0, at.next);
  const taken = new Set(start.map((row) => row.key));
  const rows = [...start, ...shown.rows.slice(at.now).filter((row) => !taken.has(row.key))];
  return { rows, goal, shift: true, list: shown.list };
}

type Place = { readonly now: number; readonly next: number };

/** Where the pivot, or the message nearest to it, stands in both. */
function common(now: readonly Row[], next: readonly Row[], pivot: string | null): Place | null {
  const places = new Map(next.map((row, index) => [row.key, index]));
  const start = Math.max(
    0,
    now.findIndex((row) => row.key === pivot),
  );
  const lookAt = (index: number): Place | null => {
    const row = now[index];
    const place = row && (row.kind === "message" || row.kind === "pending") ? places.get(row.key) : undefined;
    return place === undefined ? null : { now: index, next: place };
  };
  for (let away = 0; start - away >= 0 || start + away < now.length; away += 1) {
    const found = lookAt(start + away) ?? lookAt(start - away);
    if (found) return found;
  }
  return null;
}

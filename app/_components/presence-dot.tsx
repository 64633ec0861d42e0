import clsx from "clsx";
import { text } from "#app/_text/en.ts";
import type { Presence } from "#contract/entities.ts";

const looks = {
  online: "bg-good border-good",
  away: "border-good",
  dnd: "bg-danger border-danger",
  offline: "border-line-strong",
} as const satisfies Record<Presence, string>;

/** A shape as well as a colour: full, hollow, and words for readers. */
export function PresenceDot({ presence }: { presence: Presence }) {
  return (
    <span className="inline-flex items-center" data-presence={presence}>
      <span aria-hidden="true" className={clsx("size-2.5 rounded-full border-2", looks[presence])} />
      <span className="sr-only">{text.presence[presence]}</span>
    </span>
  );
}

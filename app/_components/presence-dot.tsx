import clsx from "clsx";
import { useTranslations } from "use-intl";
import type { Presence } from "#contract/entities.ts";

const looks = {
  online: "bg-good border-good",
  away: "border-good",
  dnd: "bg-danger border-danger",
  offline: "border-line-strong",
} as const satisfies Record<Presence, string>;

/** A shape as well as a colour: full, hollow, and words for readers. */
export function PresenceDot({ presence }: { presence: Presence }) {
  const t = useTranslations();
  return (
    <span className="inline-flex items-center" data-presence={presence}>
      <span aria-hidden="true" className={clsx("size-2.5 rounded-full border-2", looks[presence])} />
      <span className="sr-only">{t(`presence.${presence}`)}</span>
    </span>
  );
}

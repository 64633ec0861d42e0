"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { usePresence } from "#app/_gateway/hooks.ts";
import type { MentionOptions } from "./use-completion.ts";

export function MentionList({ id, people, active, choose }: MentionOptions) {
  const t = useTranslations();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("composer.mentions")}
      className="float pop absolute inset-x-3 bottom-full z-20 mb-1 max-w-sm p-1 md:inset-x-6"
    >
      {people.map((person, i) => (
        // Focus stays in the text box, which names the active option; the pointer must not take it.
        // biome-ignore lint/a11y/useFocusableInteractive: see above.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text box has the keys.
        <div
          key={person.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(person)}
          className={clsx(
            "flex h-9 cursor-pointer items-center gap-2.5 rounded px-2 touch:h-11",
            i === active && "bg-hover",
          )}
        >
          <Avatar id={person.id} name={person.name} size="small" />
          <span className="truncate" dir="auto">
            {person.name}
          </span>
          <Dot userId={person.id} />
        </div>
      ))}
    </div>
  );
}

const Dot = ({ userId }: { userId: string }) => <PresenceDot presence={usePresence(userId)} />;

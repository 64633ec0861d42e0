"use client";
import clsx from "clsx";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { usePresence, useUser } from "#app/_gateway/hooks.ts";
import type { Person } from "../_conversation/mention-text.ts";
import type { Option, Options } from "./use-completion.ts";

/** Above the text box that it completes. */
export function CompletionList({ id, options, active, choose }: Options) {
  const t = useTranslations();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t(options[0]?.kind === "emoji" ? "composer.emojis" : "composer.mentions")}
      className="float pop absolute inset-x-3 bottom-full z-20 mb-1 max-w-sm p-1 md:inset-x-6"
    >
      {options.map((option, i) => (
        // Focus stays in the text box, which names the active option; the pointer must not take it.
        // biome-ignore lint/a11y/useFocusableInteractive: see above.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text box has the keys.
        <div
          key={option.kind === "person" ? option.person.id : option.emoji.emoji}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(option)}
          className={clsx(
            "flex h-9 cursor-pointer items-center gap-2.5 rounded px-2 touch:h-11",
            i === active ? "bg-hover" : "hover:bg-hover/60",
          )}
        >
          <Entry option={option} />
        </div>
      ))}
    </div>
  );
}

function Entry({ option }: { option: Option }) {
  if (option.kind === "emoji")
    return (
      <>
        <span className="w-6 text-center text-xl leading-none">{option.shown}</span>
        <span className="truncate">
          <bdi dir="ltr">:{option.emoji.shortcodes[0]}:</bdi>{" "}
          <span className="text-ink-faint text-sm">{option.emoji.label}</span>
        </span>
      </>
    );
  return <PersonEntry person={option.person} />;
}

function PersonEntry({ person: { id, name } }: { person: Person }) {
  return (
    <>
      <Avatar id={id} name={name} url={useUser(id)?.avatarUrl} size="small" />
      <span className="truncate" dir="auto">
        {name}
      </span>
      <PresenceDot presence={usePresence(id)} />
    </>
  );
}

"use client";
import clsx from "clsx";
import {
  Apple,
  Cat,
  Clock3,
  Flag,
  Hand,
  Hash,
  Lightbulb,
  type LucideIcon,
  Plane,
  Smile,
  Volleyball,
} from "lucide-react";
import { Toolbar } from "radix-ui";
import { useTranslations } from "use-intl";
import type { PickerGroup, PickerRow } from "./picker-rows.ts";

const icons: Readonly<Record<Exclude<PickerGroup, "found">, LucideIcon>> = {
  recent: Clock3,
  smileys: Smile,
  people: Hand,
  nature: Cat,
  food: Apple,
  travel: Plane,
  activities: Volleyball,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};

type Props = {
  rows: readonly PickerRow[];
  current: PickerGroup | undefined;
  /** With the row of the group's heading. */
  onChoose: (row: number) => void;
};

/** To the beginning of each group. */
export function Groups({ rows, current, onChoose }: Props) {
  const t = useTranslations();
  return (
    <Toolbar.Root aria-label={t("emoji.groupsLabel")} className="flex justify-between">
      {rows.map((row, i) => {
        if (row.kind !== "heading" || row.group === "found") return null;
        const Icon = icons[row.group];
        const label = t(`emoji.groups.${row.group}`);
        return (
          <Toolbar.Button
            key={row.group}
            aria-label={label}
            title={label}
            onClick={() => onChoose(i)}
            className={clsx(
              "flex h-8 min-w-0 flex-1 items-center justify-center rounded-md hover:bg-hover touch:h-11",
              row.group === current ? "text-accent" : "text-ink-faint",
            )}
          >
            <Icon size={17} aria-hidden="true" />
          </Toolbar.Button>
        );
      })}
    </Toolbar.Root>
  );
}

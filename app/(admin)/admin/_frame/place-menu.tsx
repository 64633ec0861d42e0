"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { Menu, MenuItem } from "#app/_components/menu.tsx";
import { PlaceLink } from "./place-link.tsx";
import type { Place } from "./places.ts";

/** On a phone: where one is, and by it the way to the others. */
export function PlaceMenu({ places, here }: { places: readonly Place[]; here: Place | undefined }) {
  const t = useTranslations();
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-11 min-w-0 items-center gap-1.5 rounded-md px-2 font-semibold hover:bg-hover data-[state=open]:bg-hover"
        >
          <span className="min-w-0 truncate">{t(here?.label ?? "admin.title")}</span>
          <span className="sr-only">{t("admin.goTo")}</span>
          <ChevronDown size={16} aria-hidden="true" className="shrink-0 text-ink-faint" />
        </button>
      }
    >
      {places.map((place) => (
        <MenuItem key={place.path} asChild>
          <PlaceLink place={place} here={place === here} />
        </MenuItem>
      ))}
    </Menu>
  );
}

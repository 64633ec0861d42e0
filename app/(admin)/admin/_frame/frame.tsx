"use client";
import { ArrowLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { UserRole, Workspace } from "#contract/entities.ts";
import { PlaceLink } from "./place-link.tsx";
import { PlaceMenu } from "./place-menu.tsx";
import { placeAt, placesOf } from "./places.ts";

type Props = {
  workspace: Workspace;
  role: UserRole;
  /** The connection's mark: beside the page, or slim over a phone's. */
  mark?: (slim: boolean) => ReactNode;
  children: ReactNode;
};

/** The places beside the page; on a phone a bar above it, with a menu of them. */
export function Frame({ workspace, role, mark, children }: Props) {
  const t = useTranslations();
  const places = placesOf(role);
  const here = placeAt(usePathname(), places);
  return (
    <div className="flex min-h-dvh flex-col bg-canvas md:flex-row">
      <nav
        aria-label={t("admin.places")}
        className="sticky top-0 hidden h-dvh w-(--sidebar) shrink-0 flex-col overflow-y-auto border-line border-e bg-sunken md:flex"
      >
        <div className="p-2">
          <a
            href="/"
            className="flex min-h-8 items-center gap-2 rounded-md px-2.5 py-1 text-ink-soft text-sm hover:bg-hover hover:text-ink touch:min-h-11"
          >
            <ArrowLeft size={16} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
            <span className="min-w-0 truncate">{t("admin.back", { workspace: workspace.name })}</span>
          </a>
          <p className="px-2.5 pt-4 pb-2 font-semibold">{t("admin.title")}</p>
          <ul className="flex flex-col gap-0.5">
            {places.map((place) => (
              <li key={place.path}>
                <PlaceLink place={place} here={place === here} />
              </li>
            ))}
          </ul>
        </div>
        <div className="mt-auto">{mark?.(false)}</div>
      </nav>
      <nav
        aria-label={t("admin.places")}
        className="sticky top-0 z-20 flex h-14 shrink-0 items-center gap-1 border-line border-b bg-canvas px-1.5 md:hidden"
      >
        <a
          href="/"
          aria-label={t("admin.back", { workspace: workspace.name })}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-hover"
        >
          <ArrowLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
        </a>
        <PlaceMenu places={places} here={here} />
        {mark?.(true)}
      </nav>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

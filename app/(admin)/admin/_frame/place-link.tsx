"use client";
import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import type { Place } from "./places.ts";

type Props = Omit<ComponentProps<"a">, "href"> & { place: Place; here: boolean };

export function PlaceLink({ place, here, className, ...props }: Props) {
  const t = useTranslations();
  const Icon = place.icon;
  const looks = clsx(
    "flex min-h-8 items-center gap-2.5 rounded-md px-2.5 py-1 hover:bg-hover touch:min-h-11",
    here ? "bg-hover font-medium text-ink" : "text-ink-soft",
    className,
  );
  const content = (
    <>
      <Icon size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 truncate">{t(place.label)}</span>
    </>
  );
  if (place.elsewhere)
    return (
      <a href={place.path} className={looks} {...props}>
        {content}
      </a>
    );
  return (
    <Link href={{ pathname: place.path }} aria-current={here ? "page" : undefined} className={looks} {...props}>
      {content}
    </Link>
  );
}

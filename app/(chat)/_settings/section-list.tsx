"use client";
import clsx from "clsx";
import { type RefObject, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { isSectionName, type SectionName, sectionNames, sections } from "./section-names.ts";

/** So far below its top edge the box has what one reads, pixels. */
const readingLine = 120;

/** Links to the sections beside them, on wide screens; the one that is read is marked. */
export function SectionList({ box }: { box: RefObject<HTMLDivElement | null> }) {
  const t = useTranslations();
  const [current, setCurrent] = useState<SectionName>("profile");

  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    const follow = () => {
      const line = scroller.getBoundingClientRect().top + readingLine;
      const atEnd = scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      const above = sectionNames.filter(
        (name) => (document.getElementById(name)?.getBoundingClientRect().top ?? line) < line,
      );
      setCurrent((atEnd ? sectionNames : above).at(-1) ?? "profile");
    };
    const lead = () => {
      const name = window.location.hash.slice(1);
      if (!isSectionName(name)) return;
      document.getElementById(name)?.scrollIntoView();
      document.getElementById(`${name}-title`)?.focus({ preventScroll: true });
      setCurrent(name);
    };
    lead();
    scroller.addEventListener("scroll", follow, { passive: true });
    window.addEventListener("hashchange", lead);
    return () => {
      scroller.removeEventListener("scroll", follow);
      window.removeEventListener("hashchange", lead);
    };
  }, [box]);

  return (
    <nav aria-label={t("settings.sections")} className="sticky top-0 hidden w-44 shrink-0 self-start py-6 lg:block">
      <ul className="flex flex-col gap-0.5">
        {sectionNames.map((name) => (
          <li key={name}>
            <a
              href={`#${name}`}
              aria-current={current === name ? "true" : undefined}
              className={clsx(
                "flex min-h-8 items-center rounded-md px-3 py-1 hover:bg-hover touch:min-h-11",
                current === name ? "bg-hover font-medium text-ink" : "text-ink-soft",
              )}
            >
              {t(sections[name])}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

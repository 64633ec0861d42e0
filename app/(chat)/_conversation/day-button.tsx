"use client";
import clsx from "clsx";
import { type ComponentProps, useContext, useState } from "react";
import { useTranslations } from "use-intl";
import { useLater } from "#app/_components/use-later.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { dateOf } from "./date-of.ts";
import { JumpToTimeContext } from "./room-context.ts";
import { useToday } from "./today.ts";

const loadMenu = () => import("./day-menu.tsx");

type Props = {
  at: number;
  className?: string;
  /** -1: for a pointer alone. */
  tabIndex?: -1 | 0;
  onOpenChange?: (open: boolean) => void;
};

/** The day that one looks at; it leads to others. What it opens is loaded when it is first wanted. */
export function DayButton({ at, className, tabIndex = 0, onOpenChange }: Props) {
  const jump = useContext(JumpToTimeContext);
  const [wanted, setWanted] = useState(false);
  const Open = useLater(loadMenu, wanted);
  if (Open)
    return (
      <Open
        trigger={<Face at={at} className={className} tabIndex={tabIndex} />}
        onJump={jump}
        onOpenChange={(open) => {
          onOpenChange?.(open);
          if (!open) setWanted(false);
        }}
      />
    );
  return (
    <Face
      at={at}
      className={className}
      tabIndex={tabIndex}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu().catch(() => undefined)}
      onClick={() => {
        setWanted(true);
        onOpenChange?.(true);
      }}
    />
  );
}

function Face({ at, className, ...props }: ComponentProps<"button"> & { at: number }) {
  const t = useTranslations();
  const times = useTimes();
  useToday();
  return (
    <button
      {...props}
      type="button"
      title={t("conversation.jumpToDate")}
      className={clsx(
        "rounded-full px-2.5 text-ink-faint text-sm leading-6 transition-colors hover:text-ink touch:min-h-11 touch:px-4",
        className,
      )}
    >
      <time dateTime={dateOf(at)}>{times.dayLabel(at, Date.now())}</time>
      <span className="sr-only">, {t("conversation.jumpToDate")}</span>
    </button>
  );
}

"use client";
import { Popover } from "radix-ui";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { inputClass } from "#app/_components/field.tsx";
import { dateOf } from "./date-of.ts";

type Props = { trigger: ReactNode; onJump: (at: number) => void; onOpenChange: (open: boolean) => void };

/** Where else to go in the room's history. */
export default function DayMenu({ trigger, onJump, onOpenChange }: Props) {
  const t = useTranslations();
  const [open, setOpen] = useState(true);
  const [date, setDate] = useState("");
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange(next);
  };
  const jump = (at: number) => {
    change(false);
    onJump(at);
  };
  const pick = (event: FormEvent) => {
    event.preventDefault();
    const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
    if (date !== "") jump(new Date(year, month - 1, day).getTime());
  };
  const places = [
    [t("conversation.today"), daysAgo(0)],
    [t("conversation.yesterday"), daysAgo(1)],
    [t("conversation.lastWeek"), daysAgo(7)],
    [t("conversation.lastMonth"), monthAgo()],
    [t("conversation.beginning"), 0],
  ] as const;

  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t("conversation.jumpToDate")}
          sideOffset={4}
          collisionPadding={8}
          className="float z-50 w-64 p-1"
        >
          <ul>
            {places.map(([label, at]) => (
              <li key={label}>
                <button
                  type="button"
                  className="flex min-h-8 w-full items-center rounded px-2.5 py-1 text-start hover:bg-hover touch:min-h-11"
                  onClick={() => jump(at)}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
          <form onSubmit={pick} className="mt-1 flex items-end gap-2 border-line border-t p-2 pt-2.5">
            <label className="min-w-0 flex-1 text-ink-faint text-sm">
              {t("conversation.pickDate")}
              <input
                type="date"
                required
                value={date}
                max={dateOf(Date.now())}
                onChange={(event) => setDate(event.target.value)}
                className={`${inputClass} mt-1 block h-10 touch:h-11`}
              />
            </label>
            <Button type="submit" kind="primary">
              {t("conversation.go")}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function daysAgo(days: number): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}

/** The same day of the last month, or its last one. */
function monthAgo(): number {
  const now = new Date();
  const last = new Date(now.getFullYear(), now.getMonth(), 0).getDate();
  return new Date(now.getFullYear(), now.getMonth() - 1, Math.min(now.getDate(), last)).getTime();
}

"use client";
import clsx from "clsx";
import { useEffect, useState } from "react";
import { dayOf } from "#app/_components/time.ts";
import { useSelected } from "#app/_gateway/store.ts";
import type { Store } from "#client/public.ts";
import { DayButton } from "./day-button.tsx";
import type { View } from "./view.ts";

/** It goes when the page has stood still for so long. */
const restMs = 1_500;

/** Which day one looks at, shown while one scrolls, and where Tab comes to it. */
export function DatePill({ view }: { view: Store<View> }) {
  const at = useSelected(view, ({ at }) => at, sameDay);
  const [moving, setMoving] = useState(false);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let first = view.get().first;
    const forget = view.subscribe(() => {
      const now = view.get();
      if (now.first === first) return;
      const moved = first !== null && !now.atEnd;
      first = now.first;
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), restMs);
      // Above all that is loaded stands what its end has to say, and then the day.
      setMoving(moved && now.first !== "top" && !now.first?.startsWith("day-"));
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [view]);

  if (at === null) return null;
  const shown = moving || open;
  return (
    <div
      className={clsx(
        "pointer-events-none absolute inset-x-0 top-2 z-10 flex group-has-[>[data-floats]]/screen:top-14 justify-center transition-opacity",
        shown ? "opacity-100" : "opacity-0 focus-within:opacity-100",
      )}
    >
      <DayButton
        at={at}
        onOpenChange={setOpen}
        className={clsx("float rounded-full!", shown && "pointer-events-auto")}
      />
    </div>
  );
}

const sameDay = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && dayOf(a) === dayOf(b));

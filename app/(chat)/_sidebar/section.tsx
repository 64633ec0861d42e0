"use client";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { RoomLink } from "./room-link.tsx";
import { useCollapsed } from "./use-collapsed.ts";

type Props = {
  name: string;
  title: string;
  roomIds: readonly string[];
  /** The room that is open, by id or slug. */
  current: string | null;
  /** What to say where it has none. */
  empty?: string;
  actions?: ReactNode;
  collapsedAtFirst?: boolean;
};

/** Rooms under a heading that folds them away. */
export function Section({ name, title, roomIds, current, empty, actions, collapsedAtFirst = false }: Props) {
  const id = useId();
  const [collapsed, setCollapsed] = useCollapsed(name, collapsedAtFirst);
  return (
    <section className="mt-3" aria-labelledby={id}>
      <header className="flex items-center pe-1">
        <h2 id={id} className="min-w-0 flex-1 font-medium text-ink-faint text-sm">
          <button
            type="button"
            aria-expanded={!collapsed}
            onClick={() => setCollapsed(!collapsed)}
            className="group flex h-7 w-full items-center gap-1 rounded-md ps-2.5 text-start hover:text-ink touch:h-11"
          >
            {title}
            <ChevronRight
              size={14}
              aria-hidden="true"
              className={clsx(
                "transition-transform",
                collapsed
                  ? "rtl:-scale-x-100"
                  : "rotate-90 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 touch:opacity-100",
              )}
            />
          </button>
        </h2>
        {actions}
      </header>
      {!collapsed &&
        (roomIds.length === 0 && empty ? (
          <p className="px-2.5 py-1 text-ink-faint text-sm">{empty}</p>
        ) : (
          <ul className="flex flex-col gap-px">
            {roomIds.map((roomId) => (
              <RoomLink key={roomId} roomId={roomId} current={current} />
            ))}
          </ul>
        ))}
    </section>
  );
}

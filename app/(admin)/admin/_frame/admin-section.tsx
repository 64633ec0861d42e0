"use client";
import { type ReactNode, useId } from "react";

type Props = { title: string; lead?: ReactNode; action?: ReactNode; children: ReactNode };

/** One of several parts of an admin page. */
export function AdminSection({ title, lead, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 max-w-xl flex-1 basis-64">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          {lead && <p className="text-ink-soft">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

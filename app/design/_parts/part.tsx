import type { ReactNode } from "react";

/** A kind of component, with what there is to know about it. */
export function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="font-semibold text-lg">{title}</h3>
      {lead && <p className="mt-0.5 max-w-prose text-ink-soft text-sm">{lead}</p>}
      <div className="mt-3 flex flex-col gap-4">{children}</div>
    </div>
  );
}

/** Specimens side by side, with what they show. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-ink-faint text-xs">{label}</p>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}

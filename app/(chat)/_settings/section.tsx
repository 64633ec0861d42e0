import type { ReactNode } from "react";
import type { SectionName } from "./section-names.ts";

type Props = { name: SectionName; title: string; lead?: string; children: ReactNode };

/** One part of the settings, which `/settings#name` leads to. */
export function Section({ name, title, lead, children }: Props) {
  return (
    <section id={name} aria-labelledby={`${name}-title`} className="flex scroll-mt-6 flex-col gap-4">
      <div>
        <h2 id={`${name}-title`} tabIndex={-1} className="font-semibold text-lg outline-none">
          {title}
        </h2>
        {lead && <p className="text-ink-soft">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

import clsx from "clsx";
import type { ReactNode } from "react";

type Props = {
  /** The way back to what this is one of. */
  above?: ReactNode;
  title: string;
  lead?: ReactNode;
  /** What one most likely came to do. */
  action?: ReactNode;
  /** For what stands side by side. */
  wide?: boolean;
  children: ReactNode;
};

/** One admin page: what it is, and what there is. */
export function AdminPage({ above, title, lead, action, wide = false, children }: Props) {
  return (
    <main
      className={clsx(
        "mx-auto flex w-full flex-col gap-6 px-4 pt-6 pb-16 md:px-8 md:pt-8",
        wide ? "max-w-6xl" : "max-w-4xl",
      )}
    >
      {above}
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-xl flex-1 basis-64">
          <h1 className="wrap-anywhere font-semibold text-xl" dir="auto">
            {title}
          </h1>
          {lead && <p className="mt-0.5 text-ink-soft">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </main>
  );
}

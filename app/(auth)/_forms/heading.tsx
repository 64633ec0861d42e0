import type { ReactNode } from "react";

export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      {children && <p className="mt-1 text-ink-soft">{children}</p>}
    </div>
  );
}

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Where there is nothing yet: that this is so, and what to do. */
export function Empty({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 rounded-lg border border-line border-dashed px-6 py-12 text-center">
      <Icon size={24} aria-hidden="true" className="mb-2 text-ink-faint" />
      <p className="font-medium">{title}</p>
      {children && <p className="max-w-md text-ink-soft">{children}</p>}
    </div>
  );
}

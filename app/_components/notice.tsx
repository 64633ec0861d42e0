import clsx from "clsx";
import type { ReactNode } from "react";

/**
 * A sentence on what happened and what to do; failures are announced at once. A good one is to be there before it says
 * something: readers listen to what changes, and miss what comes with its words.
 */
export function Notice({ kind = "error", children }: { kind?: "error" | "good"; children: ReactNode }) {
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={clsx(
        children ? "rounded-md px-3 py-2 text-sm" : "sr-only!",
        kind === "error" ? "bg-danger-soft text-danger" : "bg-accent-soft text-accent-strong",
      )}
    >
      {children}
    </div>
  );
}

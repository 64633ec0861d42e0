import clsx from "clsx";
import type { ReactNode } from "react";

/** A sentence on what happened and what to do; failures are announced at once. */
export function Notice({ kind = "error", children }: { kind?: "error" | "good"; children: ReactNode }) {
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={clsx(
        "rounded-md px-3 py-2 text-sm",
        kind === "error" ? "bg-danger-soft text-danger" : "bg-accent-soft text-accent-strong",
      )}
    >
      {children}
    </div>
  );
}

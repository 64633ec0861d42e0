import clsx from "clsx";
import { useTranslations } from "use-intl";

const widths = ["w-24", "w-32", "w-20", "w-28", "w-36"] as const;
const lines = ["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-2/3", "w-1/3"] as const;

/** The shape of what comes, in the same measures, so that nothing jumps when it does. */
export function ShellSkeleton({ workspaceName, atHome }: { workspaceName: string; atHome: boolean }) {
  const t = useTranslations();
  return (
    <div className="shell" aria-busy="true">
      <div
        className={clsx(
          "w-full shrink-0 flex-col border-line bg-sunken md:flex md:w-(--sidebar) md:border-e",
          atHome ? "flex" : "hidden",
        )}
      >
        <div className="flex h-14 items-center px-4 font-semibold">{workspaceName}</div>
        <SidebarSkeleton />
      </div>
      <div className={clsx("min-w-0 flex-1 bg-canvas md:block", atHome && "hidden")}>
        <ScreenSkeleton />
      </div>
      <p className="sr-only" role="status">
        {t("common.loading")}
      </p>
    </div>
  );
}

/** A room, or which one it is, is still being asked for. */
export function ScreenSkeleton() {
  const t = useTranslations();
  return (
    <main aria-busy="true" className="flex h-full flex-col">
      <h1 className="sr-only">{t("common.loading")}</h1>
      <div className="h-14 shrink-0 border-line border-b" />
      <MessagesSkeleton />
    </main>
  );
}

export function SidebarSkeleton() {
  return (
    <div className="flex flex-col gap-4 px-4 py-4" aria-hidden="true">
      {widths.map((width) => (
        <div key={width} className={clsx("skeleton h-3.5", width)} />
      ))}
    </div>
  );
}

export function MessagesSkeleton() {
  return (
    <div className="flex h-full flex-1 flex-col justify-end gap-5 overflow-hidden px-4 pb-6 md:px-6" aria-hidden="true">
      {lines.map((width) => (
        <div key={width} className="flex gap-3">
          <div className="skeleton size-9 shrink-0 rounded-lg" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <div className="skeleton h-3 w-24" />
            <div className={clsx("skeleton h-3.5", width)} />
          </div>
        </div>
      ))}
    </div>
  );
}

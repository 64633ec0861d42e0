"use client";
import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useTranslations } from "use-intl";
import { useStore } from "#app/_gateway/store.ts";
import { IconButton } from "./button.tsx";
import { toast } from "./toasts.ts";

/** Long enough to read it and to reach its button; it waits while the pointer or the focus is on it. */
const shownMs = 8_000;

/** Loaded with the first toast. F8 leads to it. */
export default function Toaster() {
  const t = useTranslations();
  const shown = useStore(toast);
  return (
    <Radix.Provider duration={shownMs} label={t("toast.label")} swipeDirection="down">
      {shown && (
        <Radix.Root
          key={shown.id}
          onOpenChange={(open) => !open && toast.set(null)}
          className="float pop flex items-center gap-2 ps-4 pe-1.5 py-1.5"
        >
          <Radix.Description className="min-w-0 flex-1 py-1.5">{shown.message}</Radix.Description>
          {shown.action && (
            <Radix.Action
              altText={shown.action.label}
              onClick={shown.action.run}
              className="h-8 shrink-0 rounded-md px-3 font-medium text-accent hover:bg-hover touch:h-11"
            >
              {shown.action.label}
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label={t("common.close")}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      )}
      <Radix.Viewport
        label={t("toast.viewport", { hotkey: "F8" })}
        className="fixed inset-x-3 bottom-[max(env(safe-area-inset-bottom),5.5rem)] z-50 mx-auto flex max-w-sm flex-col outline-none"
      />
    </Radix.Provider>
  );
}

"use client";
import { RotateCcw, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";

type Props = {
  all: number;
  chosen: number;
  progress: { readonly done: number; readonly of: number } | null;
  onAll: (on: boolean) => void;
  onReplay: () => void;
  onDiscard: () => void;
};

/** Above the list, and there while it scrolls: how many are chosen, and what is to become of them. */
export function ActsBar({ all, chosen, progress, onAll, onReplay, onDiscard }: Props) {
  const t = useTranslations();
  const box = useRef<HTMLInputElement>(null);
  const some = chosen > 0 && chosen < all;
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  const idle = chosen === 0 || progress !== null;
  return (
    <div className="sticky top-14 z-10 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 bg-canvas py-2 md:top-0">
      <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-3 touch:min-h-11">
        <input
          ref={box}
          type="checkbox"
          checked={chosen === all}
          onChange={(event) => onAll(event.target.checked)}
          className="size-4 shrink-0 accent-accent touch:size-5"
        />
        <span className="text-sm" aria-live="polite">
          {progress
            ? t("admin.letters.progress", { done: progress.done, of: progress.of })
            : chosen > 0
              ? t("admin.letters.chosen", { n: chosen })
              : t("admin.letters.chooseAll")}
        </span>
      </label>
      <div className="flex gap-2">
        <Button small kind={chosen > 0 ? "primary" : "plain"} disabled={idle} onClick={onReplay}>
          <RotateCcw size={15} aria-hidden="true" />
          {t("admin.letters.replay")}
        </Button>
        <Button small disabled={idle} onClick={onDiscard}>
          <Trash2 size={15} aria-hidden="true" />
          {t("admin.letters.discard")}
        </Button>
      </div>
    </div>
  );
}

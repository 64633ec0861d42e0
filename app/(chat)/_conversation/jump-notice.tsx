"use client";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import type { Jump } from "./use-jump.ts";

/** What a jump could not do, in a sentence. */
export function JumpNotice({ jump }: { jump: Jump }) {
  const t = useTranslations();
  if (!jump.miss) return null;
  return (
    <div
      role="status"
      className="float pop absolute inset-x-3 top-2 z-20 mx-auto flex w-fit max-w-lg items-center gap-2 py-1 ps-4 pe-1 text-sm"
    >
      <p>{t(jump.miss === "gone" ? "conversation.messageGone" : "conversation.jumpFailed")}</p>
      <IconButton label={t("common.close")} onClick={jump.forgetMiss}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

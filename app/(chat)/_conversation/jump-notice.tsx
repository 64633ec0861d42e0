"use client";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "#app/_components/button.tsx";
import type { Jump } from "./use-jump.ts";
import { useTrouble } from "./use-trouble.ts";

/** That a jump takes its time, and why; or what it could not do. */
export default function JumpNotice({ jump }: { jump: Jump }) {
  const t = useTranslations();
  const trouble = useTrouble();
  const { miss, waits } = jump;
  if (!miss && !waits) return null;
  return (
    <div
      role="status"
      className="float pop absolute inset-x-3 top-2 z-20 mx-auto flex w-fit max-w-lg items-center gap-2 py-1 ps-4 pe-1 text-sm"
    >
      <p>
        {waits
          ? (trouble ?? t("conversation.going"))
          : t(miss === "gone" ? "conversation.messageGone" : "conversation.jumpFailed")}
      </p>
      <IconButton label={t(waits ? "common.cancel" : "common.close")} onClick={waits ? jump.cancel : jump.forgetMiss}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

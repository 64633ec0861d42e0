"use client";
import { useTranslations } from "use-intl";
import { RoomProblem } from "./room-problem.tsx";

/** In place of messages that could not be loaded. */
export default function FailedRoom({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations();
  return <RoomProblem title={t("conversation.failedTitle")} body={t("conversation.failedBody")} onRetry={onRetry} />;
}

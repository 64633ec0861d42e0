"use client";
import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { tell } from "#app/_components/toasts.ts";

/**
 * Files have no place in a conversation yet. One that is dropped would have the browser leave the page for it, and a
 * picture that is pasted would vanish: a sentence says so, unless somebody else has taken it.
 */
export default function NoFiles() {
  const t = useTranslations();
  const refuse = useEffectEvent(() => tell(t("composer.noFiles")));
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (brings(event, event.dataTransfer)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!brings(event, event.dataTransfer)) return;
      event.preventDefault();
      refuse();
    };
    const onPaste = (event: ClipboardEvent) => {
      // A table comes as a picture as well: its words are pasted.
      if (!brings(event, event.clipboardData) || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      refuse();
    };
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("paste", onPaste);
    };
  }, []);
  return null;
}

const brings = (event: Event, data: DataTransfer | null): boolean =>
  !event.defaultPrevented && data !== null && data.types.includes("Files");

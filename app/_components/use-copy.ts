"use client";
import { useTranslations } from "use-intl";
import { tell } from "./toasts.ts";

/** Copies a text, and says so (`done`), or that it could not be copied. */
export function useCopy(): (text: string, done: string) => Promise<void> {
  const t = useTranslations();
  return async (text, done) => tell((await copied(text)) ? done : t("common.notCopied"));
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http has no such clipboard, and a person may have refused it.
    return copiedAsSelection(text);
  }
}

/** As by Ctrl-C. The focus stays where it is: an open dialog would take it back. */
function copiedAsSelection(text: string): boolean {
  const shown = document.createElement("span");
  shown.className = "sr-only";
  shown.textContent = text;
  document.body.append(shown);
  const selection = window.getSelection();
  selection?.selectAllChildren(shown);
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", onCopy);
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", onCopy);
    selection?.removeAllRanges();
    shown.remove();
  }
}

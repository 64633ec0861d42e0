"use client";
import { AlertDialog as Radix } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

type Props = {
  title: string;
  body: string;
  action: string;
  busy: string;
  danger?: boolean;
  /** What went wrong, in a sentence; null where it is done. */
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
};

/** Asks before what cannot easily be undone; stays open with the reason where it failed. */
export default function Confirm({ title, body, action, busy, danger = true, onConfirm, onClose }: Props) {
  const t = useTranslations();
  const returnFocus = useReturnFocus();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function confirm() {
    setPending(true);
    const problem = await onConfirm();
    setPending(false);
    if (problem === null) onClose();
    else setError(problem);
  }

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          className="float fixed inset-x-3 top-[20dvh] z-50 mx-auto flex max-w-sm flex-col gap-3 p-5"
        >
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Description className="text-ink-soft">{body}</Radix.Description>
          {error && <Notice>{error}</Notice>}
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("common.cancel")}</Button>
            </Radix.Cancel>
            <Button kind={danger ? "danger" : "primary"} disabled={pending} onClick={confirm}>
              {pending ? busy : action}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

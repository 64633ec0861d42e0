"use client";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Notice } from "#app/_components/notice.tsx";

type Props = {
  title: string;
  /** What is done, on the button; and while it is being done. */
  action: string;
  doing: string;
  pending: boolean;
  /** What went wrong, in a sentence, above the buttons. */
  problem?: string | null | undefined;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Fields in a dialog, of which something is made or changed. */
export function FormDialog({ title, action, doing, pending, problem, onSubmit, onClose, children }: Props) {
  const t = useTranslations();

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {problem && <Notice>{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary" disabled={pending}>
            {pending ? doing : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Notice } from "#app/_components/notice.tsx";

type Props = {
  title: string;
  /** What the secret is called. */
  label: string;
  secret: string;
  /** That it is shown only now. */
  once: string;
  onClose: () => void;
  /** What it is for. */
  children: ReactNode;
};

/** What was made, with the secret that nobody is shown a second time. */
export function OnceDialog({ title, label, secret, once, onClose, children }: Props) {
  const t = useTranslations();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <CopyField label={label} value={secret} />
        <Notice kind="good">{once}</Notice>
        {children}
        <div className="flex justify-end">
          <Button kind="primary" onClick={onClose}>
            {t("admin.done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

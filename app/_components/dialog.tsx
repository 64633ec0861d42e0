"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

type Props = { title: string; lead?: string; onClose: () => void; children: ReactNode };

/** A modal dialog that is open while it is rendered. Its first field has the focus; Esc, the veil and the cross close it. */
export function Dialog({ title, lead, onClose, children }: Props) {
  const t = useTranslations();
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          {...(lead ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={returnFocus}
          className="float fixed inset-x-3 top-[max(env(safe-area-inset-top),1rem)] z-50 mx-auto flex max-h-[calc(100dvh-2rem)] max-w-md flex-col overflow-hidden outline-none md:top-[12vh] md:max-h-[76vh]"
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {lead && <Radix.Description className="mt-0.5 text-ink-soft text-sm">{lead}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label={t("common.close")} className="-me-2 -mt-1 touch:-me-3 touch:-mt-2.5">
                <X size={18} aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="overflow-y-auto px-5 pt-2 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The dialog itself where its fields are still on their way, or where it is to be read first: a box below would scroll it. */
function focusFirstField(event: Event): void {
  event.preventDefault();
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const field = content.querySelector<HTMLElement>("input:not([type=checkbox], [type=radio]), select, textarea");
  (field ?? content).focus();
}

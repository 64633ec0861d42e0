"use client";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { useReturnFocus } from "./use-return-focus.ts";

type Props = {
  title: string;
  onClose: () => void;
  /** Where the focus goes when it is closed; by default to where it came from. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
};

/** A dialog from below, within reach of a thumb. No field takes the focus: its keyboard would cover the sheet. */
export function Sheet({ title, onClose, onCloseAutoFocus, children }: Props) {
  const t = useTranslations();
  const returnFocus = useReturnFocus();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          ref={content}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          onCloseAutoFocus={onCloseAutoFocus ?? returnFocus}
          className="float sheet fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[85dvh] max-w-xl overflow-y-auto overscroll-contain rounded-b-none px-3 pb-[max(env(safe-area-inset-bottom),0.75rem)] outline-none"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Radix.Close
            aria-label={t("common.close")}
            className="flex h-8 w-full items-center justify-center before:h-1 before:w-9 before:rounded-full before:bg-line-strong"
          />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

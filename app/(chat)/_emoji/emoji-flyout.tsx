"use client";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { onPhone } from "#app/_components/on-phone.ts";
import { Sheet } from "#app/_components/sheet.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";

type Props = {
  /** The button; it says so itself where it is pressed. */
  trigger: ReactNode;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus goes when it is closed; by default to the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
  onPick: (emoji: string) => void;
};

/** The picker, beside its button; on a phone from below. */
export default function EmojiFlyout({ trigger, label, open, onOpenChange, onCloseAutoFocus, onPick }: Props) {
  const picker = <EmojiPicker onPick={onPick} />;
  return (
    <Popover.Root open={open && !onPhone()} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
          className="float z-50 w-[22rem] p-2"
        >
          {picker}
        </Popover.Content>
      </Popover.Portal>
      {open && onPhone() && (
        <Sheet title={label} onClose={() => onOpenChange(false)}>
          {picker}
        </Sheet>
      )}
    </Popover.Root>
  );
}

"use client";
import clsx from "clsx";
import { DropdownMenu } from "radix-ui";
import { type ComponentProps, type ReactNode, useState } from "react";

type Props = {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Menu({ trigger, children, align = "start", defaultOpen = false, onOpenChange }: Props) {
  const [button, setButton] = useState<HTMLElement | null>(null);
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen} {...(onOpenChange && { onOpenChange })}>
      <DropdownMenu.Trigger asChild ref={setButton}>
        {trigger}
      </DropdownMenu.Trigger>
      {/* In the landmark of its button: one who goes by landmarks finds it there. */}
      <DropdownMenu.Portal container={button?.closest<HTMLElement>("main, nav, aside") ?? null}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="float z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto overscroll-contain p-1"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemClass =
  "flex min-h-8 select-none items-center gap-2.5 rounded px-2.5 py-1 outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 touch:min-h-11";

export function MenuItem({
  danger,
  className,
  ...props
}: ComponentProps<typeof DropdownMenu.Item> & { danger?: boolean }) {
  return <DropdownMenu.Item className={clsx(itemClass, danger ? "text-danger" : "text-ink", className)} {...props} />;
}

type RadioProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few, with a tick at the chosen one. */
export function MenuRadio<T extends string>({ label, value, options, onChange }: RadioProps<T>) {
  return (
    <DropdownMenu.RadioGroup aria-label={label} value={value}>
      <DropdownMenu.Label className="px-2.5 pt-2 pb-1 font-medium text-ink-faint text-xs">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={clsx(itemClass, "text-ink")}
          onSelect={() => onChange(option.value)}
        >
          <span className="flex w-4 justify-center">
            <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
          </span>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;

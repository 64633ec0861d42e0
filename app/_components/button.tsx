import clsx from "clsx";
import type { ComponentProps } from "react";

const kinds = {
  primary: "bg-accent text-accent-ink hover:bg-accent-strong",
  plain: "bg-hover text-ink hover:bg-line",
  quiet: "text-ink-soft hover:bg-hover hover:text-ink",
  danger: "bg-danger text-danger-ink hover:opacity-90",
} as const;

type Look = { kind?: keyof typeof kinds; small?: boolean };

/** For links that look like buttons. */
export const buttonClass = ({ kind = "plain", small = false }: Look = {}): string =>
  clsx(
    "inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors",
    "disabled:opacity-60 aria-disabled:opacity-60 touch:min-h-11",
    small ? "h-8 px-3 text-sm" : "h-10 px-4",
    kinds[kind],
  );

export function Button({ kind, small, className, type = "button", ...props }: ComponentProps<"button"> & Look) {
  return (
    <button
      type={type}
      className={clsx(buttonClass({ ...(kind && { kind }), ...(small && { small }) }), className)}
      {...props}
    />
  );
}

/** A square button with an icon; its label is what it is called. */
export function IconButton({
  label,
  className,
  type = "button",
  ...props
}: Omit<ComponentProps<"button">, "aria-label"> & { label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-hover hover:text-ink disabled:opacity-50 data-[state=open]:bg-hover touch:size-11",
        className,
      )}
      {...props}
    />
  );
}

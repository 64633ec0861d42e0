"use client";
import type { ComponentProps, MouseEvent } from "react";
import { go } from "./address.ts";

type Props = ComponentProps<"a"> & {
  href: string;
  /** In place of going there at once. */
  onPlainClick?: () => void;
};

/** A real link, which a plain click follows without asking the server. */
export function InAppLink({ href, onClick, onPlainClick, ...props }: Props) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    if (onPlainClick) onPlainClick();
    else go(href);
  }
  return <a href={href} onClick={follow} {...props} />;
}

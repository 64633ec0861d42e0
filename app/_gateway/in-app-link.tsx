"use client";
import type { ComponentProps, MouseEvent } from "react";
import { go } from "./address.ts";

/** A real link, which a plain click follows without asking the server. */
export function InAppLink({ href, onClick, ...props }: ComponentProps<"a"> & { href: string }) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    go(href);
  }
  return <a href={href} onClick={follow} {...props} />;
}

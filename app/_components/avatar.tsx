"use client";
import clsx from "clsx";
import { useState } from "react";
import { initials, tone } from "./initials.ts";

const sizes = {
  small: "size-5 text-[0.5625rem] rounded",
  normal: "size-9 text-sm rounded-lg",
  large: "size-20 text-2xl rounded-2xl",
} as const;

type Props = { id: string; name: string; url?: string | undefined; size?: keyof typeof sizes };

/**
 * A picture, else initials on a colour of one's own, which are there until the picture is, and where it fails.
 * It says nothing that the name beside it does not, so it is hidden from readers.
 */
export function Avatar({ id, name, url, size = "normal" }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "relative inline-flex shrink-0 select-none items-center justify-center overflow-hidden font-semibold text-white",
        `tone-${tone(id)}`,
        sizes[size],
      )}
    >
      {initials(name)}
      {url && failed !== url && (
        // biome-ignore lint/performance/noImgElement: it is small already, and Next's optimizer would be open to strangers.
        <img
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setFailed(url)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}

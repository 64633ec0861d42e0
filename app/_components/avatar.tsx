import clsx from "clsx";
import { initials, tone } from "./initials.ts";

const sizes = {
  small: "size-5 text-[0.5625rem] rounded",
  normal: "size-9 text-sm rounded-lg",
  large: "size-14 text-lg rounded-xl",
} as const;

/** Initials on a colour of one's own. It says nothing that the name beside it does not, so it is hidden from readers. */
export function Avatar({ id, name, size = "normal" }: { id: string; name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center font-semibold text-white",
        `tone-${tone(id)}`,
        sizes[size],
      )}
    >
      {initials(name)}
    </span>
  );
}

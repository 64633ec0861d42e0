import clsx from "clsx";
import { useId } from "react";

type Props<T extends string> = {
  label: string;
  hideLabel?: boolean;
  value: T;
  options: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
};

/** One of a few, side by side: radio buttons, so that arrows choose. */
export function Segments<T extends string>({ label, hideLabel = false, value, options, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="w-fit max-w-full">
      <legend className={hideLabel ? "sr-only" : "pb-1.5 font-medium text-sm"}>{label}</legend>
      <div className="flex flex-wrap gap-1 rounded-lg bg-hover p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              "flex h-8 cursor-pointer items-center rounded-md px-3 font-medium text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent touch:h-11",
              value === option.value ? "bg-canvas text-ink" : "text-ink-soft",
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

"use client";
import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

/** On a phone its letters have 16 px: into a field with smaller ones Safari zooms, and out of it nobody does. */
export const inputClass =
  "w-full rounded-md border border-line-strong bg-field px-3 text-ink placeholder:text-ink-faint focus-visible:outline-offset-0 disabled:opacity-60 touch:text-[1rem]";

type Around = { label: string; hint?: string | undefined; error?: string | undefined; hideLabel?: boolean };

/** A labelled input whose hint and error are read with it. */
export function Field({ label, hint, error, hideLabel, className, ...props }: ComponentProps<"input"> & Around) {
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(described) => (
        <input
          {...described}
          className={clsx(inputClass, "h-10 touch:h-11", error && "border-danger", className)}
          {...props}
        />
      )}
    </Labelled>
  );
}

export function TextField({ label, hint, error, hideLabel, className, ...props }: ComponentProps<"textarea"> & Around) {
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(described) => (
        <textarea {...described} className={clsx(inputClass, "py-2", error && "border-danger", className)} {...props} />
      )}
    </Labelled>
  );
}

export function SelectField({ label, hint, error, children, ...props }: ComponentProps<"select"> & Around) {
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={false}>
      {(described) => (
        <select {...described} className={clsx(inputClass, "h-10 touch:h-11")} {...props}>
          {children}
        </select>
      )}
    </Labelled>
  );
}

type Described = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

function Labelled(
  props: Required<Pick<Around, "label" | "hideLabel">> & Around & { children: (described: Described) => ReactNode },
) {
  const id = useId();
  const { label, hint, error } = props;
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={clsx("font-medium text-sm", props.hideLabel && "sr-only")}>
        {label}
      </label>
      {props.children({
        id,
        "aria-describedby": note ? `${id}-note` : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={clsx("text-sm", error ? "text-danger" : "text-ink-faint")}>
          {note}
        </p>
      )}
    </div>
  );
}

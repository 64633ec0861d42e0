import clsx from "clsx";
import { Part, Row } from "./part.tsx";

const sizes = [
  { name: "text-xl", use: "Titles of pages" },
  { name: "text-lg", use: "Titles of dialogs and parts" },
  { name: "text-base", use: "What people write, and nearly everything" },
  { name: "text-sm", use: "Hints, sections of the sidebar" },
  { name: "text-xs", use: "Times, counts" },
];

const spaces = [
  { step: 1, width: "w-1" },
  { step: 2, width: "w-2" },
  { step: 3, width: "w-3" },
  { step: 4, width: "w-4" },
  { step: 5, width: "w-5" },
  { step: 6, width: "w-6" },
  { step: 8, width: "w-8" },
  { step: 14, width: "w-14" },
];

export function Measures() {
  return (
    <Part title="Type and space" lead="Inter variable; regular, medium (500) and semibold (600). A grid of 4 px.">
      <div className="flex flex-col gap-1">
        {sizes.map(({ name, use }) => (
          <p key={name} className={clsx("flex flex-wrap items-baseline gap-x-3", name)}>
            <span className="w-24 text-ink-faint text-xs">{name}</span>
            <span>{use}</span>
            <span className="font-medium">medium</span>
            <span className="font-semibold">semibold</span>
          </p>
        ))}
      </div>
      <Row label="Space: steps of 4 px">
        {spaces.map(({ step, width }) => (
          <span key={step} className="flex flex-col items-center gap-1 text-ink-faint text-xs">
            <span className={clsx("h-4 bg-accent", width)} />
            {step * 4}
          </span>
        ))}
      </Row>
      <Row label="Corners, and the soft elevation of what floats">
        <span className="flex size-16 items-center justify-center rounded border border-line text-xs">4</span>
        <span className="flex size-16 items-center justify-center rounded-md border border-line text-xs">8</span>
        <span className="flex size-16 items-center justify-center rounded-lg border border-line text-xs">lg</span>
        <span className="float flex size-16 items-center justify-center text-xs">float</span>
      </Row>
    </Part>
  );
}

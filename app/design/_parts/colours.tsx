"use client";
import clsx from "clsx";
import { useEffect, useRef, useState } from "react";
import { contrast, type Rgb } from "./contrast.ts";
import { Part, Row } from "./part.tsx";

const surfaces = ["bg-sunken", "bg-canvas", "bg-raised", "bg-field", "bg-hover", "bg-line", "bg-line-strong"];

/** What is read or told apart, on what it stands on, with the ratio that it needs (WCAG 1.4.3, 1.4.11). */
const pairs = [
  { ink: "text-ink", on: "bg-canvas", needs: 4.5 },
  { ink: "text-ink", on: "bg-sunken", needs: 4.5 },
  { ink: "text-ink-soft", on: "bg-canvas", needs: 4.5 },
  { ink: "text-ink-soft", on: "bg-sunken", needs: 4.5 },
  { ink: "text-ink-soft", on: "bg-hover", needs: 4.5 },
  { ink: "text-ink-faint", on: "bg-canvas", needs: 4.5 },
  { ink: "text-ink-faint", on: "bg-sunken", needs: 4.5 },
  { ink: "text-ink-faint", on: "bg-hover", needs: 4.5 },
  { ink: "text-accent", on: "bg-canvas", needs: 4.5 },
  { ink: "text-accent-ink", on: "bg-accent", needs: 4.5 },
  { ink: "text-accent-strong", on: "bg-accent-soft", needs: 4.5 },
  { ink: "text-danger", on: "bg-canvas", needs: 4.5 },
  { ink: "text-danger", on: "bg-danger-soft", needs: 4.5 },
  { ink: "text-danger-ink", on: "bg-danger", needs: 4.5 },
  { ink: "text-line-strong", on: "bg-canvas", needs: 3 },
  { ink: "text-warn", on: "bg-sunken", needs: 3 },
  { ink: "text-good", on: "bg-sunken", needs: 3 },
] as const;

export function Colours() {
  return (
    <Part title="Colours" lead="Of app/tokens.css. The ratio is measured here; what is too low is red.">
      <Row label="Surfaces, from the back to the front">
        {surfaces.map((name) => (
          <span key={name} className="flex flex-col gap-1 text-ink-soft text-xs">
            <span className={clsx("h-10 w-20 rounded-md border border-line", name)} />
            {name.replace("bg-", "")}
          </span>
        ))}
      </Row>
      <ul className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
        {pairs.map((pair) => (
          <Pair key={`${pair.ink} ${pair.on}`} {...pair} />
        ))}
      </ul>
    </Part>
  );
}

function Pair({ ink, on, needs }: (typeof pairs)[number]) {
  const specimen = useRef<HTMLSpanElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  useEffect(() => {
    if (!specimen.current) return;
    const { color, backgroundColor } = getComputedStyle(specimen.current);
    setRatio(contrast(painted(color), painted(backgroundColor)));
  }, []);
  const enough = ratio === null || ratio >= needs;
  return (
    <li className="flex items-center gap-2 text-sm">
      {needs < 4.5 ? (
        <span ref={specimen} aria-hidden="true" className={clsx("flex w-12 justify-center rounded py-1", ink, on)}>
          <span className="size-4 rounded-full bg-current" />
        </span>
      ) : (
        <span ref={specimen} className={clsx("w-12 rounded py-1 text-center font-medium", ink, on)}>
          Ag
        </span>
      )}
      <span className="min-w-0 flex-1 truncate text-ink-soft">
        {ink.replace("text-", "")} on {on.replace("bg-", "")}
      </span>
      <span className={clsx("tabular-nums", enough ? "text-ink-soft" : "font-semibold text-danger")}>
        {ratio === null ? "…" : ratio.toFixed(1)}
      </span>
    </li>
  );
}

/** What the screen makes of any colour that CSS can say. */
function painted(colour: string): Rgb {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d");
  if (!brush) return [0, 0, 0];
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

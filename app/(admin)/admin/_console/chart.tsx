"use client";
import "uplot/dist/uPlot.min.css";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import uPlot from "uplot";
import { useTimes } from "#app/_components/use-times.ts";

export type Line = { readonly colour: 1 | 2 | 3; readonly values: readonly (number | null)[] };

type Props = {
  /** Epoch milliseconds, ascending. */
  times: readonly number[];
  lines: readonly Line[];
  format: (value: number) => string;
  /** Of what is only there in whole numbers. */
  whole: boolean;
  /** Which of the times is pointed at, in whichever chart of the page. */
  onPoint: (index: number | null) => void;
};

/** Lines tell themselves apart by more than their colour. */
export const dashes = { 1: [], 2: [6, 3], 3: [2, 3] } as const;

/** Steps of the axes: seconds that make a clock's minutes, and counts. */
const minutes = [60, 120, 300];
const wholes = [1, 10, 100, 1_000, 10_000].flatMap((step) => [step, 2 * step, 5 * step]);

/** Pixels for the longest of the words at the axis; the lines of most charts begin at the same place. */
const roomFor = (_: uPlot, words: string[] | null): number =>
  Math.max(56, ...(words ?? []).map(({ length }) => 16 + 7 * length));

const height = 144;
const spanSeconds = 15 * 60;
/** While little is known yet the lines need not huddle at the edge. */
const leastSeconds = 60;

/** Drawn on a canvas; the table beside it says the same in words. */
export default function Chart({ times, lines, format, whole, onPoint }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useScheme();
  const clock = useTimes();
  const pointed = useEffectEvent(onPoint);
  const valueText = useEffectEvent(format);
  const timeText = useEffectEvent((seconds: number) => clock.clockDigits(seconds * 1000));
  const first = useEffectEvent(() => aligned(times, lines));
  const shapes = lines.map(({ colour }) => colour).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours, so that all is drawn anew.
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const paint = paletteOf(element);
    const axis = {
      stroke: paint("--ink-faint"),
      font: `12px ${getComputedStyle(element).fontFamily}`,
      ticks: { show: false },
      grid: { stroke: paint("--line"), width: 1 },
    };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: [8, 4, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false, sync: { key: "console" }, points: { size: 6 } },
        scales: {
          x: { range: (_, from, to) => [Math.min(Math.max(from, to - spanSeconds), to - leastSeconds), to] },
          y: { range: (_, __, highest) => [0, Math.max(1, (highest ?? 0) * 1.1)] },
        },
        axes: [
          { ...axis, space: 64, size: 24, grid: { show: false }, incrs: minutes, values: (_, at) => at.map(timeText) },
          { ...axis, space: 40, size: roomFor, ...(whole && { incrs: wholes }), values: (_, at) => at.map(valueText) },
        ],
        series: [
          {},
          ...shapes.split(",").map((shape) => {
            const colour = shape === "3" ? 3 : shape === "2" ? 2 : 1;
            return {
              stroke: paint(`--chart-${colour}`),
              width: 1.5,
              dash: [...dashes[colour]],
              points: { show: false },
            };
          }),
        ],
        hooks: { setCursor: [(chart) => pointed(chart.cursor.idx ?? null)] },
      },
      first(),
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shapes, whole, scheme]);

  useEffect(() => {
    plot.current?.setData(aligned(times, lines));
  }, [times, lines]);

  return <div ref={place} dir="ltr" aria-hidden="true" className="h-36 w-full" />;
}

const aligned = (times: Props["times"], lines: Props["lines"]): uPlot.AlignedData => [
  times.map((at) => at / 1000),
  ...lines.map(({ values }) => [...values]),
];

/** A canvas knows no custom properties: what they come to here, now. */
function paletteOf(element: HTMLElement): (token: string) => string {
  return (token) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${token})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}

/** Grows by one with each change of the colours, by the system or by choice. */
function useScheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((count) => count + 1);
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", changed);
    const choice = new MutationObserver(changed);
    choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      system.removeEventListener("change", changed);
      choice.disconnect();
    };
  }, []);
  return changes;
}

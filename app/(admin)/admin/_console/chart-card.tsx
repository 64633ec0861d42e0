"use client";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useTimes } from "#app/_components/use-times.ts";
import { type Sample, type SeriesName, summary } from "./history.ts";

const Chart = dynamic(() => import("./chart.tsx"), { ssr: false, loading: () => <div className="h-36" /> });

type Series = { readonly name: SeriesName; readonly label: string };
type Props = {
  title: string;
  lead?: string;
  series: readonly Series[];
  samples: readonly Sample[];
  format: (value: number) => string;
  whole?: boolean;
};

const colours = [1, 2, 3] as const;
const inks = { 1: "text-chart-1", 2: "text-chart-2", 3: "text-chart-3" } as const;

/** A few lines over time, and beside them what they come to, which is all that some people need or can have. */
export function ChartCard({ title, lead, series, samples, format, whole = false }: Props) {
  const t = useTranslations();
  const clock = useTimes();
  const id = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const times = samples.map(({ at }) => at);
  const lines = series.map(({ name }, index) => ({
    colour: colourAt(index),
    values: samples.map(({ values }) => values[name]),
  }));
  const at = pointed === null ? undefined : samples[pointed];
  const say = (value: number | null | undefined) => (value === null || value === undefined ? "–" : format(value));

  return (
    <figure aria-labelledby={id} className="flex min-w-0 flex-col gap-2 rounded-lg border border-line p-4">
      <figcaption>
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        {lead && <p className="text-ink-faint text-sm">{lead}</p>}
      </figcaption>
      <Chart times={times} lines={lines} format={format} whole={whole} onPoint={setPointed} />
      <table className="w-full table-fixed text-sm tabular-nums" aria-labelledby={id}>
        <thead className="text-ink-faint">
          <tr>
            <td />
            <th scope="col" className="w-18 py-1 ps-2 text-end font-normal sm:w-24">
              {at ? clock.clock(at.at) : t("admin.console.now")}
            </th>
            <th scope="col" className="w-18 py-1 ps-2 text-end font-normal sm:w-24">
              {t("admin.console.mean")}
            </th>
            <th scope="col" className="w-18 py-1 ps-2 text-end font-normal sm:w-24">
              {t("admin.console.highest")}
            </th>
          </tr>
        </thead>
        <tbody>
          {series.map(({ name, label }, index) => {
            const { now, mean, highest } = summary(samples, name);
            return (
              <tr key={name}>
                <th scope="row" className="py-0.5 text-start font-normal text-ink-soft">
                  <span className="flex items-center gap-2">
                    <Swatch colour={colourAt(index)} />
                    {label}
                  </span>
                </th>
                <td className="py-0.5 ps-2 text-end font-medium">{say(at ? at.values[name] : now)}</td>
                <td className="py-0.5 ps-2 text-end text-ink-soft">{say(mean)}</td>
                <td className="py-0.5 ps-2 text-end text-ink-soft">{say(highest)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}

const colourAt = (index: number): 1 | 2 | 3 => colours[index] ?? 3;

/** A piece of the line. */
function Swatch({ colour }: { colour: 1 | 2 | 3 }) {
  const dash = { 1: undefined, 2: "5 3", 3: "2 3" }[colour];
  return (
    <svg aria-hidden="true" width="18" height="4" className={`shrink-0 ${inks[colour]}`}>
      <line x1="0" y1="2" x2="18" y2="2" stroke="currentColor" strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}

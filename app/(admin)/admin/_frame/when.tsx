"use client";
import { useTimes } from "#app/_components/use-times.ts";

/** A time as one says it, with the exact one on hover. `at`: ISO 8601. */
export function When({ at }: { at: string }) {
  const times = useTimes();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={times.exact(ms)}>
      {times.dayLabel(ms, Date.now())}, {times.clock(ms)}
    </time>
  );
}

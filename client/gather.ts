/** Where much is said, what is drawn for each event would keep a keystroke waiting: events are gathered, and drawn together. */
import type { EventEnvelope } from "#contract/events.ts";
import type { Clock } from "./clock.ts";

type GatherOptions = {
  readonly clock: Clock;
  /** How long they are gathered, milliseconds, and twice as long where they come twice as fast; 0: never. */
  readonly gatherMs: number;
  readonly receive: (event: EventEnvelope) => void;
  /** Tells what is changed meanwhile once. */
  readonly together: (work: () => void) => void;
};

/** So many events within a second are much; with fewer, each is received as it comes. */
const busy = 12;
/** Then they no longer wait for each other. */
const most = 500;

export function gatherEvents({ clock, gatherMs, receive, together }: GatherOptions) {
  const times: number[] = [];
  let waiting: EventEnvelope[] = [];
  let cancel = () => {};

  const flush = () => {
    cancel();
    const due = waiting;
    waiting = [];
    if (due.length > 0)
      together(() => {
        for (const event of due) receive(event);
      });
  };
  return {
    /** In the order they came. */
    event(event: EventEnvelope) {
      const now = clock.now();
      times.push(now);
      const since = times.length > busy ? (times.shift() ?? now) : Number.NEGATIVE_INFINITY;
      if (waiting.length === 0 && (gatherMs === 0 || now - since > 1_000)) return receive(event);
      waiting.push(event);
      if (waiting.length >= most) flush();
      else if (waiting.length === 1) cancel = clock.after(now - since > 500 ? gatherMs : 2 * gatherMs, flush);
    },
    /** What came before is done with before anything else is. */
    flush,
  };
}

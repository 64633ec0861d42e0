/** A tab either leads, with the one connection to the server, or follows the tab that does. */

import type { Clock } from "../clock.ts";
import type { Input, Waiting } from "../connection-state.ts";
import type { OpenedLink } from "../line.ts";
import type { ConnectionView } from "../public.ts";
import type { Timings } from "../timings.ts";
import type { Word } from "./words.ts";

export interface Role {
  current(): OpenedLink | null;
  take(input: Input): void;
  check(): void;
  hear(from: string, word: Word): void;
  /** Ends its links. `waiting`: what the next one that leads has to wait for. */
  end(waiting?: Waiting): void;
}

/** What a role knows of the group, and does to it. */
export type Group = {
  readonly userId: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: Timings;
  /** The newest term heard of. */
  term: number;
  /** Null: to all. */
  say(to: string | null, word: Word): void;
  show(view: ConnectionView): void;
  /** There is no connection until the next tab leads. */
  moving(): void;
  /** What the last one that led left to be waited for. */
  waiting: Waiting | null;
  /** Lets another tab lead, once that is over. */
  pass(waiting: Waiting): void;
  /** Takes the lead from whoever has it; `anew` also where that tab was signed out or stopped for good. */
  steal(anew: boolean): void;
};

/** A tab has at most this many commands under way over another tab's link, and a link as many of other tabs. */
export const maxUnderWay = 1_000;

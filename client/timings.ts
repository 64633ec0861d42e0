/** Every wait of the client in milliseconds, in one object, so that tests can shorten them. */
export type Timings = typeof defaultTimings;

export const defaultTimings = {
  /** FB-1, FB-3, CON-1: a way that said no `hello` after this long is late: the next one is opened beside it. */
  helloMs: 4_000,
  /** FB-1: a WebSocket that still said nothing is given up. */
  giveUpMs: 10_000,
  /** FB-1: what worked is remembered per network. */
  rememberMs: 30 * 60_000,
  /** FB-1: on a lower way a better one is tried after 1, 2, 4 … 15 min. */
  climbBaseMs: 60_000,
  climbMaxMs: 15 * 60_000,
  /** CON-2: a command without a reply for this long leads to a `ping` … */
  replyMs: 4_000,
  /** … and a ping without one to another connection. */
  pingMs: 4_000,
  /** A WebSocket that carried nothing for this long is asked whether it lives, while someone is looking. */
  idlePingMs: 5_000,
  /** CON-2: two intervals without a sign of life end a stream. */
  sseHeartbeatMs: 15_000,
  /** FB-5: `random(0, min(max, base · 2^n))`. */
  backoffBaseMs: 500,
  backoffMaxMs: 30_000,
  /** FB-5: after this long online the backoff starts from the beginning. */
  stableMs: 10_000,
  /** FB-4. */
  pollMinMs: 2_000,
  pollMaxMs: 15_000,
  /** How long a command waits for a connection and its reply, all in all. */
  commandMs: 10_000,
  /** One HTTP request. */
  requestMs: 10_000,
  /** A typing mark that is not renewed ends; mine is renewed this often, and withdrawn after the last keystroke. */
  typingMs: 6_000,
  typingRenewMs: 3_000,
  typingIdleMs: 4_000,
  /** A tab that somebody looks at asks the tab that has the connection this often for a sign of life … */
  tabLookMs: 4_000,
  /** … and takes its place where none comes within this. */
  tabAnswerMs: 1_000,
  /** A connection that moves to another tab within this is not shown as lost. */
  tabMoveMs: 1_000,
  /** A clock that jumped by more than this was asleep. */
  sleepMs: 15_000,
};

/**
 * A lock where the browser has none: who asks is the holder unless somebody says within `waitMs` that they are. Two may
 * hold it for a moment; as soon as they hear each other, one gives way. A holder that crashed says nothing to its heirs:
 * they find out by its silence, and steal.
 */
import * as z from "zod/mini";
import type { Clock } from "../clock.ts";
import { newId } from "../new-id.ts";
import type { Browser, Lock, LockHandlers } from "./browser.ts";

const id = z.string().check(z.maxLength(64));
const claimSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("claim"), id }),
  /** `term`: of two holders the later thief is right. */
  z.object({ type: z.literal("held"), id, term: z.number() }),
  z.object({ type: z.literal("free"), id }),
]);
type Claim = z.infer<typeof claimSchema>;

type ClaimOptions = {
  readonly name: string;
  readonly handlers: LockHandlers;
  readonly open: Browser["channel"];
  readonly clock: Clock;
  readonly random: () => number;
};

const waitMs = 150;
/** What was heard of a holder may be old news: whoever waits asks again this often. */
const againMs = 10_000;

export function claimedLock({ name, handlers, open, clock, random }: ClaimOptions): Lock {
  const me = newId();
  let state: "asking" | "waiting" | "holding" | "left" = "waiting";
  /** The highest that was heard of. */
  let term = 0;
  let cancel = () => {};

  const post = (claim: Claim) => channel.post(claim);
  const hold = () => {
    cancel();
    state = "holding";
    post({ type: "held", id: me, term });
    handlers.held();
  };
  const ask = () => {
    cancel();
    state = "asking";
    post({ type: "claim", id: me });
    cancel = clock.after(waitMs, hold);
  };
  /** Somebody else comes first; looks again later. */
  const wait = (ms: number) => {
    cancel();
    state = "waiting";
    cancel = clock.after(ms * (1 + random() / 2), ask);
  };

  const hear = (message: unknown) => {
    const { data: claim } = claimSchema.safeParse(message);
    if (!claim || state === "left") return;
    if (claim.type === "claim") {
      if (state === "holding") post({ type: "held", id: me, term });
      // Two at once: the one with the lower id goes on, and the other looks again later.
      else if (state === "asking" && claim.id < me) wait(2 * waitMs);
    } else if (claim.type === "free") {
      if (state === "waiting") ask();
    } else if (state !== "holding") {
      term = Math.max(term, claim.term);
      wait(againMs);
    } else if (claim.term > term || (claim.term === term && claim.id < me)) {
      term = claim.term;
      wait(againMs);
      handlers.lost();
    } else post({ type: "held", id: me, term });
  };

  const channel = open(`${name}-claims`, hear);
  ask();

  return {
    steal() {
      if (state === "holding" || state === "left") return;
      term += 1;
      hold();
    },
    pass() {
      if (state !== "holding") return;
      post({ type: "free", id: me });
      wait(2 * waitMs);
    },
    leave() {
      if (state === "holding") post({ type: "free", id: me });
      cancel();
      state = "left";
      channel.close();
    },
  };
}

/** What a screen reader is told of a conversation: each new message at first, and how many where they come fast. */
import type { Clock } from "#client/clock.ts";
import type { Message } from "#contract/entities.ts";

/** At most one announcement in this time. */
export const tellEveryMs = 4_000;

type Options = {
  readonly me: string;
  readonly clock: Clock;
  /** One message, or how many there were. */
  readonly tell: (news: Message | number) => void;
};

/** `newest`: the seq of the last message that was there before. */
export function createAnnouncements(newest: number, { me, clock, tell }: Options) {
  let known = newest;
  let count = 0;
  let last: Message | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: (() => void) | null = null;

  const flush = () => {
    timer = null;
    toldAt = clock.now();
    if (count === 1 && last) tell(last);
    else if (count > 1) tell(count);
    count = 0;
  };

  return {
    /** All messages, ascending; those after the newest that is known are news, unless they are mine. */
    see(messages: readonly Message[]) {
      for (let index = messages.length - 1; index >= 0; index -= 1) {
        const message = messages[index];
        if (!message || message.seq <= known) break;
        if (message.authorId === me || message.deletedAt) continue;
        if (count === 0) last = message;
        count += 1;
      }
      known = Math.max(known, messages.at(-1)?.seq ?? 0);
      if (count > 0 && !timer) timer = clock.after(Math.max(0, toldAt + tellEveryMs - clock.now()), flush);
    },
    stop() {
      timer?.();
    },
  };
}

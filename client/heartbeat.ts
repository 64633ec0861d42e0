import type { Clock } from "./clock.ts";
import type { Timings } from "./timings.ts";

export type Heartbeat = {
  /** A command went out; the returned function says that its reply came. */
  sent(): () => void;
  /** Anything was received. */
  alive(): void;
  /** Asks now, whatever the time. */
  check(): void;
  stop(): void;
};

type HeartbeatOptions = {
  readonly clock: Clock;
  readonly timings: Pick<Timings, "replyMs" | "pingMs" | "idlePingMs">;
  /** Sends a `ping`; resolves with its reply. */
  readonly ping: () => Promise<unknown>;
  /** Whether an idle link is worth asking: someone is looking. */
  readonly watched: () => boolean;
  readonly silent: () => void;
};

/**
 * Finds a WebSocket that connected but swallows frames (CON-2): a command without a reply leads to a ping, a ping without
 * one to `silent`. The protocol's own heartbeat would take two intervals; while someone looks, an idle link is asked sooner.
 */
export function createHeartbeat({ clock, timings, ping, watched, silent }: HeartbeatOptions): Heartbeat {
  let stopped = false;
  let pinging = false;
  let cancelPing = () => {};
  let cancelIdle = () => {};
  const replies = new Set<() => void>();

  const stop = () => {
    stopped = true;
    cancelPing();
    cancelIdle();
    for (const cancel of replies) cancel();
    replies.clear();
  };

  const check = () => {
    if (stopped || pinging) return;
    pinging = true;
    cancelPing = clock.after(timings.pingMs, () => {
      stop();
      silent();
    });
    const answered = () => {
      pinging = false;
      cancelPing();
    };
    // A ping that was rejected ended with its link, which tells by itself.
    ping().then(answered, () => {});
  };

  const idle = () => {
    cancelIdle();
    if (stopped) return;
    cancelIdle = clock.after(timings.idlePingMs, () => {
      if (watched()) check();
      idle();
    });
  };
  idle();

  return {
    sent() {
      const cancel = clock.after(timings.replyMs, check);
      replies.add(cancel);
      return () => {
        cancel();
        replies.delete(cancel);
      };
    },
    alive: idle,
    check,
    stop,
  };
}

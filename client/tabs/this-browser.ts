/** The browser that this page is in: its channels, and its locks where it has any. */
import type { Clock } from "../clock.ts";
import type { Browser, Channel, Lock, LockHandlers } from "./browser.ts";
import { claimedLock } from "./claims.ts";

/** Null where tabs cannot hear one another: each of them is then alone. */
export function thisBrowser(clock: Clock, random: () => number): Browser | null {
  if (typeof BroadcastChannel === "undefined") return null;
  // Without them (plain http from another machine) the tabs settle it among themselves.
  const locks = typeof navigator !== "undefined" && "locks" in navigator ? navigator.locks : null;
  return {
    channel: broadcast,
    lock: (name, handlers) =>
      locks ? webLock(locks, name, handlers) : claimedLock({ name, handlers, open: broadcast, clock, random }),
  };
}

function broadcast(name: string, hear: (message: unknown) => void): Channel {
  const channel = new BroadcastChannel(name);
  let closed = false;
  channel.addEventListener("message", ({ data }) => {
    if (!closed) hear(data);
  });
  return {
    post(message) {
      // A closed channel throws; what comes too late concerns nobody here.
      if (!closed) channel.postMessage(message);
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}

/** The browser passes the lock on when its holder leaves, is closed or crashes. */
function webLock(locks: LockManager, name: string, { held, lost }: LockHandlers): Lock {
  /** The newest request, waiting or granted; null once this tab left. */
  let request: { readonly holds: boolean; end(): void } | null = null;

  const ask = (steal: boolean) => {
    const abort = new AbortController();
    let release = () => {};
    const mine = {
      holds: false,
      end: () => {
        abort.abort();
        release();
      },
    };
    request?.end();
    request = mine;
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        // Granted just as this tab stopped asking: pass it on.
        if (request !== mine) return resolve();
        mine.holds = true;
        held();
      });
    locks.request(name, steal ? { steal } : { signal: abort.signal }, hold).catch(() => {
      if (request !== mine) return;
      // Refused to begin with, as in a sandboxed frame: nobody else has it either.
      if (!mine.holds) return held();
      lost();
      if (request === mine) ask(false);
    });
  };
  ask(false);

  return {
    steal() {
      if (request && !request.holds) ask(true);
    },
    pass() {
      if (request?.holds) ask(false);
    },
    leave() {
      const last = request;
      request = null;
      last?.end();
    },
  };
}

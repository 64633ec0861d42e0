/** Several tabs of one user share an outbox: one that has a connection sends for all, the others show what it says. */
import * as z from "zod/mini";
import type { Clock } from "./clock.ts";

const tabMessageSchema = z.discriminatedUnion("type", [
  /** The storage has another content. */
  z.object({ type: z.literal("changed") }),
  z.object({ type: z.literal("sent"), requestId: z.string() }),
  z.object({ type: z.literal("committed"), requestId: z.string(), roomId: z.string(), seq: z.number() }),
]);
export type TabMessage = z.infer<typeof tabMessageSchema>;

/** Among the tabs themselves: whether the one that sends is awake, and its answer. */
const callSchema = z.object({ type: z.enum(["whoSends", "iSend"]) });

export interface Tabs {
  announce(message: TabMessage): void;
  /** Only a tab with a connection asks to be the one that sends; without one it lets another send at once. */
  connected(on: boolean): void;
  leave(): void;
}

export type TabHandlers = {
  /** This tab is the one that sends … */
  lead(): void;
  /** … and no longer is. */
  follow(): void;
  /** Whether something waits to be sent. */
  waits(): boolean;
  /** What another tab announced. */
  hear(message: TabMessage): void;
};

export type JoinTabs = (userId: string, handlers: TabHandlers) => Tabs;

/** One process, one outbox. */
export const alone: JoinTabs = (_userId, { lead }) => {
  lead();
  return { announce: () => {}, connected: () => {}, leave: () => {} };
};

/** While something waits, a tab that may not send looks this often whether the one that may is awake … */
const lookMs = 4_000;
/** … and does not wait longer than this for its answer. */
const answerMs = 1_000;

/**
 * By Web Locks: whoever holds the lock sends; it passes on when that tab loses its connection, is closed or crashes. A tab
 * that the browser froze keeps the lock and answers nothing, so it is taken from it. If it wakes and sends before it
 * notices, the key makes the second time harmless (ENV-5).
 */
export const browserTabs =
  (clock: Clock): JoinTabs =>
  (userId, { lead, follow, waits, hear }) => {
    const name = `parley-outbox-${userId}`;
    const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    const locks = typeof navigator === "undefined" || !("locks" in navigator) ? null : navigator.locks;
    let left = false;
    let leading = false;
    /** The newest request for the lock, waiting or granted; null while there is no connection. */
    let request: { end(): void } | null = null;
    let cancelLook = () => {};

    const post = (message: TabMessage | z.infer<typeof callSchema>) => {
      // A closed channel throws; what comes too late concerns nobody here.
      if (!left) channel?.postMessage(message);
    };

    const ask = (from: LockManager, steal: boolean) => {
      const abort = new AbortController();
      let release = () => {};
      const mine = {
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
          leading = true;
          post({ type: "iSend" });
          lead();
        });
      from.request(name, steal ? { steal } : { signal: abort.signal }, hold).catch(() => {
        if (request !== mine || !leading) return;
        // Another tab took it, thinking that this one sleeps.
        leading = false;
        follow();
        ask(from, false);
      });
    };

    const look = (from: LockManager) => {
      cancelLook();
      // Without a channel nobody could answer.
      if (!channel) return;
      cancelLook = clock.after(lookMs, () => {
        look(from);
        if (leading || !waits()) return;
        cancelLook();
        post({ type: "whoSends" });
        cancelLook = clock.after(answerMs, () => {
          look(from);
          if (!leading) ask(from, true);
        });
      });
    };

    const stop = () => {
      cancelLook();
      const ended = request;
      request = null;
      ended?.end();
      if (!leading) return;
      leading = false;
      follow();
    };

    channel?.addEventListener("message", ({ data }) => {
      const call = callSchema.safeParse(data);
      if (call.data?.type === "whoSends" && leading) post({ type: "iSend" });
      if (call.data?.type === "iSend" && request && locks) look(locks);
      const message = tabMessageSchema.safeParse(data);
      if (message.success) hear(message.data);
    });
    // Over plain http from another machine there are no locks. Then every tab sends: the key makes the second time harmless (ENV-5).
    if (!locks) lead();

    return {
      announce: post,
      connected(on) {
        if (!locks || left || on === (request !== null)) return;
        if (!on) return stop();
        ask(locks, false);
        look(locks);
      },
      leave() {
        stop();
        left = true;
        channel?.close();
      },
    };
  };

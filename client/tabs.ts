/** Several tabs of one user share an outbox: one of them sends for all, the others show what it says. */
import { z } from "zod";

const tabMessageSchema = z.discriminatedUnion("type", [
  /** The storage has another content. */
  z.object({ type: z.literal("changed") }),
  z.object({ type: z.literal("sent"), requestId: z.string() }),
  z.object({ type: z.literal("committed"), requestId: z.string(), roomId: z.string(), seq: z.number() }),
]);
export type TabMessage = z.infer<typeof tabMessageSchema>;

export interface Tabs {
  announce(message: TabMessage): void;
  leave(): void;
}

/** `lead` is called once this tab is the one that sends; `hear` with what other tabs announce. */
export type JoinTabs = (userId: string, handlers: { lead(): void; hear(message: TabMessage): void }) => Tabs;

/** One process, one outbox. */
export const alone: JoinTabs = (_userId, { lead }) => {
  lead();
  return { announce: () => {}, leave: () => {} };
};

/** By Web Locks: whoever holds the lock sends; it passes on by itself when that tab is closed or crashes. */
export const browserTabs: JoinTabs = (userId, { lead, hear }) => {
  const name = `parley-outbox-${userId}`;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  channel?.addEventListener("message", ({ data }) => {
    const message = tabMessageSchema.safeParse(data);
    if (message.success) hear(message.data);
  });
  const abort = new AbortController();
  let left = false;
  let release = () => {};
  // Over plain http from another machine there are no locks. Then every tab sends: the key makes the second time harmless (ENV-5).
  if (typeof navigator === "undefined" || !("locks" in navigator)) lead();
  else {
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        // Granted just as this tab left: pass it on.
        if (left) resolve();
        else lead();
      });
    navigator.locks.request(name, { signal: abort.signal }, hold).catch(() => {});
  }
  return {
    announce(message) {
      // A closed channel throws; what comes too late concerns nobody here.
      if (!left) channel?.postMessage(message);
    },
    leave() {
      left = true;
      abort.abort();
      release();
      channel?.close();
    },
  };
};

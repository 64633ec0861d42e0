import type { OutboxEntry } from "./public.ts";

/** `order`: what was written first is sent first, across tabs and reloads. */
export type StoredEntry = OutboxEntry & { readonly order: number };

/** Where unconfirmed messages survive a reload and a crash; each user has their own. */
export interface OutboxStorage {
  all(userId: string): Promise<readonly StoredEntry[]>;
  put(userId: string, entry: StoredEntry): Promise<void>;
  remove(userId: string, requestId: string): Promise<void>;
}

/** For a browser that has no database. */
export const noStorage: OutboxStorage = {
  all: async () => [],
  put: () => Promise.reject(new Error("This browser stores nothing.")),
  remove: async () => {},
};

/** For Node. */
export function memoryStorage(): OutboxStorage {
  const users = new Map<string, Map<string, StoredEntry>>();
  const of = (userId: string) => {
    const entries = users.get(userId) ?? new Map<string, StoredEntry>();
    users.set(userId, entries);
    return entries;
  };
  return {
    all: async (userId) => [...of(userId).values()],
    put: async (userId, entry) => void of(userId).set(entry.requestId, entry),
    remove: async (userId, requestId) => void of(userId).delete(requestId),
  };
}

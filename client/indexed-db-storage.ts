import { type DBSchema, openDB } from "idb";
import type { OutboxStorage, StoredEntry } from "./outbox-storage.ts";

interface Schema extends DBSchema {
  outbox: { key: [string, string]; value: { userId: string; requestId: string; entry: StoredEntry } };
}

/** The outbox in the browser's database. It is opened at first use, and again where the browser closed it. */
export function indexedDbStorage(name = "parley"): OutboxStorage {
  let opened: ReturnType<typeof open> | null = null;
  const open = () =>
    openDB<Schema>(name, 1, {
      upgrade: (database) => void database.createObjectStore("outbox", { keyPath: ["userId", "requestId"] }),
      // A newer page of ours wants another version: make way, and reopen when needed.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated: () => {
        opened = null;
      },
    });
  const database = () => {
    opened ??= open();
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  return {
    async all(userId) {
      const rows = await (await database()).getAll("outbox", IDBKeyRange.bound([userId, ""], [userId, "\uffff"]));
      return rows.map((row) => row.entry);
    },
    async put(userId, entry) {
      await (await database()).put("outbox", { userId, requestId: entry.requestId, entry });
    },
    async remove(userId, requestId) {
      await (await database()).delete("outbox", [userId, requestId]);
    },
  };
}

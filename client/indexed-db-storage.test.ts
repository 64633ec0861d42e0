import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { indexedDbStorage } from "./indexed-db-storage.ts";
import type { StoredEntry } from "./outbox-storage.ts";

const entry = (requestId: string): StoredEntry => ({
  requestId,
  roomId: "room",
  text: "hello",
  createdAt: 1,
  status: "queued",
  order: 1,
});

test("what was stored is there after a reload, for the one who wrote it", async () => {
  const before = indexedDbStorage("reload");
  await before.put("anna", entry("1"));
  await before.put("anna", entry("2"));
  await before.put("annabel", entry("3"));
  await before.remove("anna", "1");

  const after = indexedDbStorage("reload");
  expect(await after.all("anna")).toEqual([entry("2")]);
  expect(await after.all("annabel")).toEqual([entry("3")]);
  expect(await after.all("bo")).toEqual([]);
});

test("an entry that changes replaces itself", async () => {
  const storage = indexedDbStorage("replace");
  await storage.put("anna", entry("1"));
  await storage.put("anna", { ...entry("1"), status: "refused" });
  expect(await storage.all("anna")).toEqual([{ ...entry("1"), status: "refused" }]);
});

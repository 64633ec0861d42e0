import { existsSync, readdirSync, watch } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./run.mjs";

/** An editor's "save all" is one change. */
const settleMs = 200;

/**
 * Calls `changed(path)` when source of the server below these folders was written. Each folder is watched by itself:
 * watching recursively, Node on Linux loses a file that an editor replaces.
 */
export function watchSources(folders, changed) {
  const watched = new Set();
  let settling;
  const add = (folder) => {
    if (watched.has(folder) || folder.endsWith("generated") || !existsSync(folder)) return;
    watched.add(folder);
    watch(folder, (_event, name) => {
      addBelow(folder);
      if (!name || !/\.(ts|prisma|sql)$/.test(name) || /\.test\.ts$/.test(name)) return;
      clearTimeout(settling);
      settling = setTimeout(() => changed(relative(root, join(folder, name))), settleMs);
    }).on("error", () => watched.delete(folder));
    addBelow(folder);
  };
  const addBelow = (folder) => {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) add(join(folder, entry.name));
    }
  };
  for (const folder of folders) add(join(root, folder));
}

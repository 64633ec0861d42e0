/** `npm run backup [file]`: everything that the database holds, into one file, while the server runs. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { dump } from "#server/backup/dump.ts";
import { run, withDatabase } from "./run.ts";

await run((config, [name]) => {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const file = resolve(name ?? `parley-backup-${stamp}.gz`);
  return withDatabase(config, async (url) => {
    const { tables } = await dump(url, file);
    return `Wrote ${tables.length} tables, ${Math.ceil(statSync(file).size / 1024)} KiB, to ${file}.`;
  });
});

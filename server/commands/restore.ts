/** `npm run restore <file>`: a backup takes the database's place; `npm run restore -- --drop <name>` removes the old one. */
import { resolve } from "node:path";
import { dropKept, replace } from "#server/backup/replace.ts";
import { run, Usage, withDatabase } from "./run.ts";

await run((config, words) => {
  const [first, second] = words;
  if (first === "--drop" && second !== undefined)
    return withDatabase(config, async (url) => {
      await dropKept(url, second);
      return `Dropped ${second}.`;
    });
  if (first === undefined || first.startsWith("-"))
    throw new Usage("Usage: npm run restore <file>, or npm run restore -- --drop <database>");
  const file = resolve(first);
  return withDatabase(
    config,
    async (url) => {
      const { kept } = await replace(url, file);
      const restored = `Restored ${file}: everyone's client loads afresh.`;
      if (!kept) return restored;
      return `${restored}\nWhat was there before is kept as the database ${kept}.\nTo drop it: npm run restore -- --drop ${kept}`;
    },
    { empty: true },
  );
});

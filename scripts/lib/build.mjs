import { join } from "node:path";
import { Failure, root, run } from "./run.mjs";
import { onceFor } from "./stamp.mjs";

/** Prisma's client, made from its schema; needs neither a database nor a download. */
export async function ensureGenerated() {
  await onceFor(["prisma/schema.prisma", "package-lock.json"], "server/store/generated/.stamp", async () => {
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: join(root, "tools", "schema-engine.mjs") };
    const { code, output } = await run("node_modules/prisma/build/index.js", ["generate", "--no-hints"], { env });
    if (code !== 0) throw new Failure(`Prisma's client could not be generated.\n\n${output}`);
  });
}

/** All that a page can be made of. Of the server, the app sees nothing but its facade. */
const pages = [
  "app",
  "client",
  "contract",
  "public",
  "server/facade.ts",
  "server/process.ts",
  "next.config.mjs",
  "tools/leave-out.cjs",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

export async function ensureBuilt() {
  await onceFor(pages, ".next/parley.stamp", async () => {
    console.log("Building the pages. This happens once for each version and takes about a minute.");
    const env = { NODE_ENV: "production" };
    const { code, output } = await run("node_modules/next/dist/bin/next", ["build"], { env });
    if (code !== 0) throw new Failure(`The pages could not be built.\n\n${output}`);
  });
}

/** A process that runs the embedded PostgreSQL and nothing else, to be killed: `node … <data folder>`. */
import { startEmbeddedPostgres } from "#server/embedded-postgres.ts";

const quiet = () => undefined;
const postgres = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? "",
  log: { info: quiet, warn: quiet, error: quiet },
});
process.once("SIGINT", async () => {
  await postgres.stop();
  process.exit(0);
});
process.stdout.write(`${postgres.url}\n`);
setInterval(quiet, 60_000);

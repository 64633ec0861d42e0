/** What every operator's command shares: settings from the environment, a database, one sentence where it fails. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { BackupError } from "#server/backup/container.ts";
import { type Config, loadConfig } from "#server/config.ts";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "#server/embedded-postgres.ts";
import { createLogger } from "#server/observability/logger.ts";
import { StartError, sentenceOf } from "#server/start-error.ts";

/** Prints what `work` answers; exits with 1, after one sentence, where it throws what the operator can mend. */
export async function run(work: (config: Config, words: readonly string[]) => Promise<string>): Promise<void> {
  try {
    const answer = await work(loadConfig(process.env), process.argv.slice(2));
    process.stdout.write(`${answer}\n`);
  } catch (error) {
    const sentence = error instanceof BackupError || error instanceof Usage ? error.message : sentenceOf(error);
    process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
    process.exitCode = 1;
  }
}

/** The command was called wrongly; the message says how it is called. */
export class Usage extends Error {
  override readonly name = "Usage";
}

/** The database of DATABASE_URL; or the embedded one, running already or started for as long as `work` takes. */
export async function withDatabase<T>(
  config: Config,
  work: (url: string) => Promise<T>,
  options: { empty?: boolean } = {},
): Promise<T> {
  const running = config.databaseUrl ?? findEmbeddedPostgres(config.dataDir);
  if (running) return work(running);
  if (!options.empty && !existsSync(join(config.dataDir, "postgres")))
    throw new StartError(
      `DATA_DIR ${config.dataDir} has no database: set DATA_DIR, or DATABASE_URL, as the server has it.`,
    );
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: createLogger({ ...config, logLevel: "silent" }),
  });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

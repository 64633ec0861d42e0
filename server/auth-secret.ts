/** The secret that sessions and tickets are signed with: the setting's, or one of this data folder's own. */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { StartError } from "./start-error.ts";

/** At least 32 characters; made at the first start and kept in `DATA_DIR/auth-secret`, readable by its owner alone. */
export function authSecret(config: Pick<Config, "authSecret" | "dataDir">): string {
  if (config.authSecret) return config.authSecret;
  const file = join(config.dataDir, "auth-secret");
  const secret = readIfThere(file) ?? make(config.dataDir, file);
  if (secret.length < 32)
    throw new StartError(`${file} is damaged: delete it, and everyone signs in anew, or set AUTH_SECRET.`);
  return secret;
}

function make(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
  try {
    // Appears whole or not at all; where two starts race, both use the first one's.
    linkSync(own, file);
  } catch (error) {
    if (readIfThere(file) === undefined) throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new StartError(`${file} cannot be read: give it to the user that runs Parley, or set AUTH_SECRET.`);
  }
}

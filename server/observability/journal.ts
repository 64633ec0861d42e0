/**
 * What a node writes into its log about connections and commands: ids, codes and times, never a word of what people say.
 * A crowd that comes or goes at once is a few lines and a count; LOG_LEVEL=debug writes every one.
 */

import type { Logger } from "./logger.ts";
import type { Carrier, Ending } from "./measures.ts";

export type ConnectionLine = {
  readonly connection: string;
  readonly user: string;
  readonly transport: Carrier;
  readonly address: string;
};

export type CommandLine = {
  /** Absent where it was posted without one. */
  readonly connection: string | undefined;
  readonly user: string;
  /** The command's `requestId`. */
  readonly request: string | null;
  readonly action: string;
  readonly result: string;
  readonly ms: number;
};

export interface Journal {
  connected(line: ConnectionLine): void;
  disconnected(line: ConnectionLine, ending: Ending, seconds: number): void;
  answered(line: () => CommandLine, result: string): void;
}

const nothing = () => {};
/** Where nobody reads. */
export const unwritten: Journal = { connected: nothing, disconnected: nothing, answered: nothing };

/** Lines about connections in any second, beyond which they are for LOG_LEVEL=debug only. */
const maxPerSecond = 20;

type Lines = Pick<Logger, "info" | "warn" | "debug" | "isLevelEnabled">;

export function createJournal(log: Lines, now: () => number = Date.now): Journal {
  let second = 0;
  let written = 0;
  let unsaid = 0;

  const write = (fields: object, message: string) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      written = 0;
    }
    if (written >= maxPerSecond) {
      unsaid += 1;
      log.debug(fields, message);
      return;
    }
    written += 1;
    // How many lines are missing before this one.
    log.info(unsaid > 0 ? { ...fields, unsaid } : fields, message);
    unsaid = 0;
  };

  return {
    connected: (line) => write(line, "connected"),
    disconnected: (line, ending, seconds) =>
      write({ ...line, ending, seconds: Math.round(seconds * 10) / 10 }, "disconnected"),
    answered(line, result) {
      if (result === "timeout") log.warn(line(), "a command took too long");
      else if (log.isLevelEnabled("debug")) log.debug(line(), "answered");
    },
  };
}

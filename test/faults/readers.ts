/** Readers in processes of their own, which can be stopped and woken. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** By which transport they read; or our own client, which chooses. */
export const readerKinds = ["WebSocket", "Socket.IO", "SSE", "our own client"] as const;

export const readerSchema = z.object({
  kind: z.enum(readerKinds),
  url: z.string(),
  token: z.string(),
  roomId: z.string(),
});
export type ReaderOptions = z.infer<typeof readerSchema>;

const reportSchema = z.object({
  /** The first word of each message that it saw, each time that it saw one. */
  seen: z.array(z.string()),
  complaints: z.array(z.string()),
  /** How often it had no connection any more, and how often it had to read the history. */
  returns: z.number(),
  resets: z.number(),
});
export type Report = z.infer<typeof reportSchema>;

export type Reader = {
  readonly kind: ReaderOptions["kind"];
  /** SIGSTOP: it does nothing at all, and nobody is told. */
  stop(): void;
  /** SIGCONT. */
  wake(): void;
  report(): Promise<Report>;
  end(): Promise<void>;
};

const program = fileURLToPath(new URL("reader-process.ts", import.meta.url));

/** Resolves when it is connected and follows the room. */
export async function startReader(options: ReaderOptions): Promise<Reader> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const first = await heard(child);
  if (first !== "ready") throw new Error(`The reader said ${JSON.stringify(first)}.`);
  return {
    kind: options.kind,
    stop: () => void child.kill("SIGSTOP"),
    wake: () => void child.kill("SIGCONT"),
    async report() {
      const answer = heard(child);
      child.send("report");
      return reportSchema.parse(await answer);
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function heard(child: ChildProcess): Promise<unknown> {
  const abort = new AbortController();
  const { signal } = abort;
  const gone = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`The reader ended with ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), gone]);
    return message;
  } finally {
    abort.abort();
    gone.catch(() => {});
  }
}

/** One POST to a service outside: bounded in time and size, redirects not followed, only to addresses that are allowed. */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type Allows, guardedLookup, judgeHost } from "./addresses.ts";

export type Post = {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From the first packet to the answer's last byte. */
  readonly timeoutMs: number;
  /** Of the answer; what is longer is `tooLarge`, or cut off where only its beginning is wanted. */
  readonly maxAnswerBytes: number;
  readonly cut?: boolean;
  /** Absent: any address. */
  readonly allows?: Allows;
  /** Gives up. */
  readonly signal?: AbortSignal;
};

export type Answer = { readonly status: number; readonly text: string };

/** `timeout`: it may have arrived. `aborted`: whoever asked gave up. */
export class PostFailed extends Error {
  override readonly name = "PostFailed";
  readonly kind: "timeout" | "unreachable" | "tooLarge" | "aborted";
  constructor(kind: PostFailed["kind"], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Answers whatever the status; throws `PostFailed`. */
export async function post(options: Post): Promise<Answer> {
  const { timeoutMs, signal: given } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = given ? AbortSignal.any([deadline, given]) : deadline;
  try {
    return await attempt(options, signal);
  } catch (error) {
    if (error instanceof PostFailed) throw error;
    if (given?.aborted) throw new PostFailed("aborted", "Given up.", error);
    if (deadline.aborted) throw new PostFailed("timeout", `No answer within ${timeoutMs} ms.`, error);
    throw new PostFailed("unreachable", sentenceOf(error), error);
  }
}

function attempt(
  { url, body, headers, maxAnswerBytes, cut = false, allows }: Post,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    if (allows) judgeHost(target.hostname, allows);
    const send = target.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = send(
      target,
      {
        method: "POST",
        signal,
        // A connection of its own: a kept one would have been judged by another time's settings.
        agent: false,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "Parley",
          ...headers,
          "Content-Length": Buffer.byteLength(body),
        },
        ...(allows && { lookup: guardedLookup(allows) }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const done = () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size <= maxAnswerBytes) {
            chunks.push(chunk);
            return;
          }
          chunks.push(chunk.subarray(0, chunk.length - (size - maxAnswerBytes)));
          incoming.destroy();
          if (cut) done();
          else reject(new PostFailed("tooLarge", `The answer is longer than ${maxAnswerBytes} bytes.`));
        });
        incoming.on("end", done);
        incoming.on("error", reject);
        incoming.on("close", () => {
          if (!incoming.complete) reject(new Error("The answer broke off."));
        });
      },
    );
    // It would speak another protocol now. Unheard, Node drops the connection, and neither answers nor fails.
    outgoing.on("upgrade", (incoming, socket) => {
      socket.destroy();
      resolve({ status: incoming.statusCode ?? 0, text: "" });
    });
    outgoing.on("error", reject);
    // Whatever becomes of the connection, nobody waits for longer.
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    outgoing.end(body);
  });
}

/** Of all that a socket or a resolver says, what helps whoever looks at a failed delivery. */
function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return sentenceOf(error.errors[0]);
  return error instanceof Error && error.message ? error.message : String(error);
}

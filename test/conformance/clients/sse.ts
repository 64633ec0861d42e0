/** Server-Sent Events by `fetch`, commands by POST (FB-2). */
import { randomUUID } from "node:crypto";
import { createParser } from "eventsource-parser";
import { type Reply, replySchema } from "#contract/envelope.ts";
import { errorTable } from "#contract/errors.ts";
import type { At, Client, OpenOptions } from "./client.ts";
import { Inbox, refusedBy } from "./inbox.ts";

type StreamOptions = OpenOptions & {
  /** `/api/v1/events` unless it is a room's own stream. */
  readonly path?: string;
};

export type SseClient = Client & {
  readonly response: Response;
  /** The `id:` of each event, in order; absent where an event had none. */
  readonly ids: readonly (string | undefined)[];
};

export async function openSse(node: At, options: StreamOptions): Promise<SseClient> {
  const { ticket, path = "/api/v1/events" } = options;
  const url = new URL(path, node.url);
  if (ticket !== undefined) url.searchParams.set("jwt", ticket);
  const abort = new AbortController();
  const response = await fetch(url, { headers: headersOf(options), signal: abort.signal });
  if (response.status !== 200 || !response.body) throw refusedBy(response.status, await response.text());

  const inbox = new Inbox();
  const ids: (string | undefined)[] = [];
  const gate = createGate();
  void read(response.body, gate, (frame, id) => {
    ids.push(id);
    inbox.accept(frame);
  }).finally(() => inbox.end());
  await inbox.first();

  const post = async (body: string): Promise<Reply> => {
    const answer = await postCommand(node, options, body, inbox.hello.connectionId);
    return answer.reply;
  };
  return {
    response,
    ids,
    frames: inbox.frames,
    events: inbox.events,
    get hello() {
      return inbox.hello;
    },
    command: (action, payload, { roomId, requestId = randomUUID() } = {}) =>
      post(JSON.stringify({ v: 1, action, requestId, roomId, payload })),
    sendRaw: post,
    change: (where) => inbox.change(where),
    notice: (event, where) => inbox.notice(event, where),
    pause: gate.shut,
    resume: gate.open,
    closed: inbox.closed,
    async close() {
      gate.open();
      abort.abort();
      await inbox.closed;
    },
  };
}

/** One command by POST. Its status must be its reply's (ENV-2). */
export async function postCommand(
  node: At,
  options: OpenOptions,
  body: string | Uint8Array<ArrayBuffer>,
  connectionId?: string,
): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(`${node.url}/api/v1/commands`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(connectionId === undefined ? {} : { "Parley-Connection": connectionId }),
      ...headersOf(options),
    },
    body,
  });
  const reply = replySchema.parse(await response.json());
  const expected = reply.ok ? 200 : errorTable[reply.error.code].http;
  if (response.status !== expected) throw new Error(`status ${response.status} with ${JSON.stringify(reply)}`);
  return { status: response.status, reply };
}

const headersOf = ({ token, cookie, headers }: OpenOptions): Record<string, string> => ({
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  ...(cookie === undefined ? {} : { Cookie: cookie }),
  ...headers,
});

async function read(
  body: ReadableStream<Uint8Array>,
  gate: Gate,
  take: (frame: unknown, id: string | undefined) => void,
): Promise<void> {
  const parser = createParser({
    onEvent: ({ data, event, id }) => {
      if (event === undefined) take(JSON.parse(data), id);
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      await gate.passed();
    }
  } catch (error) {
    // How an aborted or destroyed stream ends.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

type Gate = { shut(): void; open(): void; passed(): Promise<void> };

function createGate(): Gate {
  let passed = Promise.resolve();
  let open = () => {};
  return {
    shut() {
      passed = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => open(),
    passed: () => passed,
  };
}

/** `POST /api/v1/commands`: one envelope in, its reply out, its error's status on it (ENV-2, FB-2). */
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorBody, failure, type Reply } from "#contract/envelope.ts";
import { errorTable } from "#contract/errors.ts";
import { DomainError, isTooMuch } from "#server/domain/errors.ts";
import type { HeldRefusals } from "#server/domain/held-refusals.ts";
import type { Entry } from "#server/gateway/entry.ts";
import { incoming } from "#server/gateway/frame-size.ts";
import type { Gateway } from "#server/gateway/gateway.ts";
import { credentialsOf, refusalOf } from "./request.ts";

type Options = { gateway: Gateway; entry: Entry; refusals: HeldRefusals; onError: (error: unknown) => void };

/** How long a body may take to arrive. */
const bodyTimeoutMs = 15_000;

export class CommandsTransport {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { gateway, entry, refusals, onError } = this.#options;
    try {
      const identity = await gateway.authenticator.request(credentialsOf(request));
      const body = await readBody(request, gateway.limits.syncFrameBytes);
      if (body === null) {
        answer(response, failure(null, errorBody("payloadTooLarge", "The command is too large.")));
        return;
      }
      const named = gateway.connections.get(String(request.headers["parley-connection"] ?? ""));
      // Somebody else's connection is as good as none.
      const connection = named?.actor.id === identity.actor.id ? named : undefined;
      const reply = await entry.receive({ identity, connection }, incoming(body));
      if (!reply.ok && isTooMuch(reply.error)) await refusals.holdIfOften(identity.actor.id);
      answer(response, reply);
    } catch (error) {
      const { code, message } = refusalOf(error);
      if (code === "overloaded") onError(error);
      answer(response, failure(null, errorBody(code, message)));
    }
  }
}

function answer(response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const status = reply.ok ? 200 : errorTable[reply.error.code].http;
  const retryAfter = reply.ok ? undefined : reply.error.retryAfterMs;
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(retryAfter === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfter / 1000)) }),
    // What was not read of a body that is too large would be taken for the next request.
    ...(status === 413 ? { Connection: "close" } : {}),
  });
  response.end(JSON.stringify(reply));
}

/** The body; null where it is larger than `maxBytes`. `timeout` where the client goes away, or has gone, or dawdles. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const missing = () => reject(new DomainError("timeout", "The command did not arrive."));
    // Gone while it was looked up who asks: no event would come any more.
    if (request.destroyed && !request.complete) return missing();
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => done(missing), bodyTimeoutMs);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      request.removeAllListeners("data");
      settle();
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) done(() => resolve(null));
      else chunks.push(chunk);
    });
    request.on("end", () => done(() => resolve(Buffer.concat(chunks))));
    request.on("error", () => done(missing));
    request.on("close", () => done(missing));
  });
}

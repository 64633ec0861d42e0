/**
 * `GET /metrics`: for who shows METRICS_TOKEN. Without that setting, for programs on this very machine alone, and only as
 * long as the server is for this machine alone: a proxy may pass on a stranger's request as if it were its own.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import type { Metrics } from "./observability/metrics.ts";
import { isLoopback } from "./settings-net.ts";

export type MetricsRoute = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  readonly token: string | undefined;
  readonly publicUrlIsLoopback: boolean;
};

export function createMetricsRoute({ metrics, token, publicUrlIsLoopback }: Options): MetricsRoute {
  return async (request, response) => {
    const open = publicUrlIsLoopback && isFromThisMachine(request);
    if (token === undefined && !open) return answer(response, 404, "Not found.\n");
    if (token !== undefined && !shows(request, token)) {
      response.setHeader("WWW-Authenticate", 'Bearer realm="metrics"');
      return answer(response, 401, "Show METRICS_TOKEN as a bearer token.\n");
    }
    answer(response, 200, await metrics.text(), metrics.contentType);
  };
}

/**
 * Asked directly, by the machine's own name: what a proxy passes on comes from the machine, too, but for the name that
 * its visitors use, or with a word about them.
 */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const passedOn = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some(
    (name) => headers[name] !== undefined,
  );
  return !passedOn && isLoopbackAddress(socket.remoteAddress ?? "") && isLoopbackHost(headers.host ?? "");
}

const isLoopbackAddress = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address) && isIP(address) > 0;

const isLoopbackHost = (host: string): boolean => URL.canParse(`http://${host}`) && isLoopback(`http://${host}`);

/** Compared by digests, which have one length and tell nothing by how long it takes. */
function shows({ headers }: IncomingMessage, token: string): boolean {
  const shown = /^Bearer +(.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(shown), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

function answer(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}

/** What the connection check asks (`/doctor`): how a request arrives here, and a short stream that a proxy may hold back. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Probe, probeEvents, probeEveryMs } from "#contract/probe.ts";
import { DomainError } from "#server/domain/errors.ts";
import { BucketMap } from "#server/domain/rate-limit.ts";
import type { Gateway } from "#server/gateway/gateway.ts";
import { sendProblem } from "./problem.ts";
import { type AddressOf, credentialsOf } from "./request.ts";

type Options = {
  readonly gateway: Gateway;
  readonly addressOf: AddressOf;
  /** By TRUSTED_PROXIES. */
  readonly trusts: (address: string) => boolean;
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  readonly onError: (error: unknown) => void;
};

/** A check asks twice; someone who mends a proxy checks again and again. */
const perSecond = 0.5;
const burst = 20;

export class ProbeRoutes {
  readonly #options: Options;
  readonly #asked: BucketMap;

  constructor(options: Options) {
    this.#options = options;
    const limited = options.gateway.limits.commandsPerSecond !== null;
    this.#asked = new BucketMap(limited ? perSecond : null, burst);
  }

  async serve(request: IncomingMessage, response: ServerResponse, stream: boolean): Promise<void> {
    const { gateway, onError } = this.#options;
    try {
      const { actor } = await gateway.authenticator.request(credentialsOf(request));
      const retryAfterMs = this.#asked.take(actor.id, Date.now());
      if (retryAfterMs > 0) throw new DomainError("rateLimited", "Too fast. Try again in a moment.", { retryAfterMs });
      if (stream) sendStream(response);
      else this.#tell(request, response, actor.role === "owner" || actor.role === "admin");
    } catch (error) {
      sendProblem(response, error, onError);
    }
  }

  #tell(request: IncomingMessage, response: ServerResponse, trustworthy: boolean): void {
    const { addressOf, trusts, publicUrl, allowedOrigins } = this.#options;
    const { headers } = request;
    const peer = request.socket.remoteAddress ?? "";
    const origin = new URL(request.url ?? "/", "http://localhost").searchParams.get("origin") ?? "";
    const proto = first(headers["x-forwarded-proto"]);
    const host = first(headers["x-forwarded-host"]);
    const answer: Probe = {
      host: headers.host ?? "",
      address: plain(addressOf(request)),
      ...(trustworthy ? { peer: plain(peer) } : {}),
      trusted: trusts(peer),
      forwarded: {
        for: listed(headers["x-forwarded-for"]).length,
        ...(proto === undefined ? {} : { proto }),
        ...(host === undefined ? {} : { host }),
      },
      proxied: passedOn.some((name) => headers[name] !== undefined),
      publicUrl,
      known: origin === publicUrl || allowedOrigins.includes(origin),
    };
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    });
    response.end(JSON.stringify(answer));
  }
}

const passedOn = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"] as const;

/** As the real streams are, but with an end: what is held back until then tells that it was. */
function sendStream(response: ServerResponse): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
  });
  response.socket?.setNoDelay(true);
  response.on("error", () => {});
  const started = performance.now();
  let n = 0;
  const send = () => {
    response.write(`data: ${JSON.stringify({ n, sentMs: Math.round(performance.now() - started) })}\n\n`);
    n += 1;
    if (n < probeEvents) return;
    clearInterval(timer);
    response.end();
  };
  const timer = setInterval(send, probeEveryMs);
  response.on("close", () => clearInterval(timer));
  send();
}

/** An IPv4 address without IPv6's clothes, as it stands in settings. */
const plain = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/, "");
const listed = (value: string | string[] | undefined): string[] =>
  String(value ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
const first = (value: string | string[] | undefined): string | undefined => listed(value)[0]?.slice(0, 200);

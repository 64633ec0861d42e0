/** `/hooks/{secret}`: what other programs post, in Slack's shape, is said in a room by the webhook's bot. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Attempts } from "#server/auth/attempts.ts";
import { networkOf } from "#server/auth/network.ts";
import { digestOf } from "#server/auth/secrets.ts";
import type { Domain } from "#server/domain/domain.ts";
import { DomainError } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import type { Hook, IncomingWebhookStore } from "#server/domain/integration-ports.ts";
import type { Concerned } from "#server/observability/report.ts";
import { Refusal, refusals } from "./refusal.ts";
import { maxAttachments, type SlackPayload, slackPayload } from "./slack-payload.ts";
import { textOf } from "./slack-text.ts";

export type IncomingRoute = (request: IncomingMessage, response: ServerResponse, secret: string) => Promise<void>;

type Options = {
  readonly store: Pick<IncomingWebhookStore, "use">;
  readonly domain: Pick<Domain, "sendMessage">;
  readonly addressOf: (request: IncomingMessage) => string;
  /** By the network of the address, before anything is looked up. */
  readonly posts: Attempts;
  /** By the bot, as for anyone's messages. */
  readonly messages: Attempts;
  readonly textLength: number;
  readonly onError: (error: unknown, about?: Concerned) => void;
};

/** Whom a post concerns, as far as that is known. */
type About = { webhook?: string; user?: string };

const maxBytes = 128 * 1024;
const bodyTimeoutMs = 15_000;

export function createIncomingRoute(options: Options): IncomingRoute {
  async function post(request: IncomingMessage, secret: string, about: About): Promise<void> {
    if (request.method !== "POST") throw new Refusal("method_not_allowed");
    options.posts.count(networkOf(options.addressOf(request)));
    const hook = await options.store.use(digestOf(secret));
    if (!hook || hook.revoked) throw new Refusal("no_service");
    about.webhook = hook.id;
    about.user = hook.bot.id;
    if (hook.archived) throw new Refusal("channel_is_archived");
    if (!hook.active) throw new Refusal("action_prohibited");
    options.messages.count(hook.bot.id);
    const text = messageOf(await bodyOf(request), hook, options.textLength);
    await options.domain.sendMessage(hook.bot, hook.roomId, { text, requestId: keyOf(request) });
  }

  return async (request, response, secret) => {
    const about: About = {};
    try {
      await post(request, secret, about);
      answer(response, 200, "ok");
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.word === "rollup_error") options.onError(error, about);
      if (refusal.word === "method_not_allowed") response.setHeader("Allow", "POST");
      if (refusal.retryAfterMs !== undefined)
        response.setHeader("Retry-After", String(Math.ceil(refusal.retryAfterMs / 1000)));
      if (!request.complete) response.setHeader("Connection", "close");
      answer(response, refusals[refusal.word], refusal.word);
    }
  };
}

function messageOf({ type, body }: Body, hook: Hook, textLength: number): string {
  const payload = payloadOf(type, body);
  if ((payload.attachments?.length ?? 0) > maxAttachments) throw new Refusal("too_many_attachments");
  const text = textOf(payload, hook.name);
  if (text.trim() === "") throw new Refusal("no_text");
  if (text.length <= textLength) return text;
  // Never half of a character that takes two units.
  return `${text.slice(0, textLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** JSON, a form's `payload`, or JSON that says it is a form, as `curl -d` does. */
function payloadOf(type: string, body: string): SlackPayload {
  const form = type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(body).get("payload") : null;
  try {
    return slackPayload.parse(JSON.parse(form ?? body));
  } catch {
    // Also where it is nested deeper than the stack.
    throw new Refusal("invalid_payload");
  }
}

/** The caller's own key, so that a repeated post is said once; else each post is another. */
function keyOf(request: IncomingMessage): string {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return newId();
  return `hook-${createHash("sha256").update(key, "utf8").digest("base64url")}`;
}

type Body = { readonly type: string; readonly body: string };

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), bodyTimeoutMs);
  try {
    for await (const chunk of request) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > maxBytes) throw new Refusal("payload_too_large");
      chunks.push(bytes);
    }
    const body = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { type: (request.headers["content-type"] ?? "").toLowerCase(), body };
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("invalid_payload");
  } finally {
    clearTimeout(timer);
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof DomainError)) return new Refusal("rollup_error");
  const { code, retryAfterMs } = error;
  if (code === "rateLimited") return new Refusal("rate_limited", retryAfterMs);
  if (code === "overloaded") return new Refusal("overloaded", retryAfterMs);
  // Its room was archived in this very moment, or the key was used for another text.
  if (code === "conflict") return new Refusal("conflict");
  // The bot was taken out of the room.
  if (code === "notFound") return new Refusal("channel_not_found");
  if (code === "invalidPayload") return new Refusal("invalid_payload");
  return new Refusal("rollup_error");
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}

/** One endpoint of the operator's: so many calls at once, each for so long, and none while it does not answer anyway. */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  wrap,
} from "cockatiel";
import { PostFailed, post } from "#server/deliveries/post.ts";
import { signedHeaders } from "#server/deliveries/signed.ts";
import { DomainError } from "#server/domain/errors.ts";
import { refusalOf } from "./refusal.ts";
import type { RouteSettings } from "./settings.ts";

/** Failures in a row after which it is left alone, and for how long. */
const maxFailures = 5;
const openMs = 5_000;
const fullMs = 500;
/** Of an answer: what a reply may carry. */
const maxAnswerBytes = 64 * 1024;

export type Endpoint = {
  /** What it answered with; throws `DomainError`. `messageId` is the same where a call is repeated. */
  call(messageId: string, content: unknown): Promise<unknown>;
};

class Failed extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** `waiting`: how many calls may wait for one of the others to end. */
export function createEndpoint({ url, timeoutMs, concurrency, secret }: RouteSettings, waiting: number): Endpoint {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(maxFailures),
  });
  // Outside: a call that found no place says nothing about the endpoint.
  const policy = wrap(bulkhead(concurrency, waiting), breaker);

  async function attempt(messageId: string, body: string) {
    const headers = signedHeaders(secret, `msg_${messageId}`, body);
    const answer = await post({ url, body, headers, timeoutMs, maxAnswerBytes });
    if (answer.status >= 500) throw new Failed(answer.status);
    return answer;
  }

  return {
    async call(messageId, content) {
      const body = JSON.stringify(content);
      const { status, text } = await policy
        .execute(() => attempt(messageId, body))
        .catch((error: unknown) => {
          throw asDomainError(error);
        });
      if (status < 200 || status > 299) throw refusalOf(status, text);
      return text === "" ? {} : payloadOf(text);
    },
  };
}

function payloadOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("internal", "The service answered with what is no JSON.");
  }
}

function asDomainError(error: unknown): DomainError {
  if (error instanceof BulkheadRejectedError) return busy("The service has more to do than it can.", fullMs);
  if (error instanceof BrokenCircuitError) return busy("The service does not answer at the moment.", openMs);
  if (error instanceof Failed && error.status < 502)
    return new DomainError("internal", "The service failed. Try again.", { cause: error });
  if (error instanceof PostFailed && error.kind === "timeout")
    return new DomainError("timeout", "The service takes too long. Try again.", { cause: error });
  if (error instanceof PostFailed && error.kind === "tooLarge")
    return new DomainError("internal", "The service answered with too much.", { cause: error });
  return busy("The service cannot be reached.", openMs);
}

const busy = (message: string, retryAfterMs: number) => new DomainError("overloaded", message, { retryAfterMs });

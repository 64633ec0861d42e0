import type { Clock } from "./clock.ts";
import { type Credentials, requestHeaders } from "./credentials.ts";

export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  /** Sent as JSON, but for bytes, which are sent as they are: `headers` then says what they are. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};
export type HttpAnswer = { readonly status: number; readonly body: unknown };

/** One request to the server; rejects where no complete answer came within the time. `body` is undefined where it was no JSON. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

type HttpOptions = {
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly requestMs: number;
};

export function createHttp({ baseUrl, credentials, fetch, clock, requestMs }: HttpOptions): Http {
  return async ({ method, path, body, headers }) => {
    const abort = new AbortController();
    const cancel = clock.after(requestMs, () => abort.abort());
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...requestHeaders(credentials),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isBytes(body) ? body : JSON.stringify(body) }),
        credentials: "same-origin",
        cache: "no-store",
        signal: abort.signal,
      });
      const text = await response.text();
      return { status: response.status, body: parse(text) };
    } finally {
      cancel();
    }
  };
}

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

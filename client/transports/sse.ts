/** The next way: a stream of events, and commands by POST (FB-2). `fetch` rather than `EventSource`: it tells the status. */
import { createParser } from "eventsource-parser";
import { type EventEnvelope, eventSchema } from "#contract/events.ts";
import type { Clock } from "../clock.ts";
import { type Credentials, openingAuth, requestHeaders } from "../credentials.ts";
import type { Http } from "../http.ts";
import { postCommand } from "../post-command.ts";
import { type Link, LinkLost, type OpenLink } from "./transport.ts";

type SseOptions = {
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly fetch: typeof fetch;
  readonly http: Http;
  readonly clock: Clock;
  readonly heartbeatMs: number;
};
/** One event is one message or a catch-up of at most 256 KiB; far beyond that, something else is talking. */
const maxEventCharacters = 4 * 1024 * 1024;

export const sse =
  ({ baseUrl, credentials, fetch, http, clock, heartbeatMs }: SseOptions): OpenLink =>
  (handlers): Link => {
    const abort = new AbortController();
    let over = false;
    let connectionId: string | undefined;
    let cancelWatch = () => {};

    const end = (kind: "lost" | "silent" | null) => {
      if (over) return;
      over = true;
      cancelWatch();
      abort.abort();
      if (kind) handlers.closed(kind);
    };

    // CON-2: two heartbeats missed. The half interval on top allows for the road.
    const alive = () => {
      handlers.alive();
      cancelWatch();
      if (!over) cancelWatch = clock.after(2.5 * heartbeatMs, () => end("silent"));
    };

    const parser = createParser({
      maxBufferSize: maxEventCharacters,
      onEvent: ({ event: kind, data }) => {
        if (over) return;
        alive();
        if (kind !== undefined) return;
        const event = parseEvent(data);
        if (!event) return;
        if (event.event === "hello") connectionId = event.payload.connectionId;
        handlers.event(event);
      },
      onError: (error) => {
        if (error.type === "max-buffer-size-exceeded") end("lost");
      },
    });

    const read = async () => {
      const { ticket } = await openingAuth(credentials);
      const query = ticket === undefined ? "" : `?jwt=${encodeURIComponent(ticket)}`;
      const response = await fetch(`${baseUrl}/api/v1/events${query}`, {
        headers: { accept: "text/event-stream", ...requestHeaders(credentials) },
        credentials: "same-origin",
        cache: "no-store",
        signal: abort.signal,
      });
      if (!response.ok || !response.body) throw new LinkLost(`The stream was refused with ${response.status}.`);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || over) return;
        parser.feed(decoder.decode(value, { stream: true }));
      }
    };
    read().then(
      () => end("lost"),
      () => end("lost"),
    );

    return {
      send: (command) => (over ? Promise.reject(new LinkLost()) : postCommand(http, command, connectionId)),
      close: () => end(null),
    };
  };

function parseEvent(data: string): EventEnvelope | null {
  try {
    const event = eventSchema.safeParse(JSON.parse(data));
    return event.success ? event.data : null;
  } catch {
    return null;
  }
}

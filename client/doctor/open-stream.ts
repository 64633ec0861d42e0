/** Streams as the chat reads them, watched for when what arrives. */
import { createParser } from "eventsource-parser";
import { sseHeartbeatMs } from "#contract/limits.ts";
import { probeEventSchema } from "#contract/probe.ts";
import type { ShortStreamFacts, StreamFacts } from "./facts.ts";

/** The stream of events. Once it said something, silence for two heartbeats and a half is its end (CON-2). */
export async function watchStream(tell: (facts: StreamFacts) => void, signal: AbortSignal): Promise<void> {
  let facts: StreamFacts = { status: null, helloMs: null, endedMs: null, closing: null };
  let heardMs = 0;
  const note = (more: Partial<StreamFacts>) => {
    facts = { ...facts, ...more };
    if (!signal.aborted) tell(facts);
  };
  let begunAt = 0;
  const silence = setInterval(() => {
    if (facts.helloMs !== null && facts.endedMs === null && performance.now() - heardMs > 2.5 * sseHeartbeatMs)
      note({ endedMs: Math.round(heardMs - begunAt) });
  }, 1_000);
  await read("/api/v1/events", signal, {
    begun: (at) => {
      begunAt = at;
    },
    answered: (status) => note({ status }),
    event: (data, ms) => {
      heardMs = performance.now();
      if (data.includes('"event":"hello"')) note({ helloMs: facts.helloMs ?? ms });
      if (data.includes('"event":"closing"')) note({ closing: Number(/"code":(\d+)/.exec(data)?.[1] ?? 0) });
    },
    ended: (ms) => note({ endedMs: facts.endedMs ?? ms }),
  });
  clearInterval(silence);
}

/** The short one, which tells when each of its events was sent. */
export async function watchShortStream(tell: (facts: ShortStreamFacts) => void, signal: AbortSignal): Promise<void> {
  let facts: ShortStreamFacts = { status: null, events: [], endedMs: null };
  const note = (more: Partial<ShortStreamFacts>) => {
    facts = { ...facts, ...more };
    if (!signal.aborted) tell(facts);
  };
  await read("/api/v1/probe/stream", signal, {
    begun: () => {},
    answered: (status) => note({ status }),
    event: (data, arrivedMs) => {
      const { sentMs } = probeEventSchema.parse(JSON.parse(data));
      note({ events: [...facts.events, { sentMs, arrivedMs }] });
    },
    ended: (endedMs) => note({ endedMs }),
  });
}

type Reader = {
  begun(at: number): void;
  answered(status: number): void;
  event(data: string, ms: number): void;
  ended(ms: number): void;
};

/** Resolves with its end. A connection from before that breaks as we ask says nothing of this one: it is asked twice. */
async function read(path: string, signal: AbortSignal, reader: Reader): Promise<void> {
  for (const last of [false, true]) {
    const at = performance.now();
    const since = () => Math.round(performance.now() - at);
    reader.begun(at);
    let answered = false;
    try {
      const response = await fetch(path, { headers: { accept: "text/event-stream" }, cache: "no-store", signal });
      answered = true;
      reader.answered(response.status);
      const parser = createParser({ onEvent: ({ data }) => reader.event(data, since()) });
      const decoder = new TextDecoder();
      const body = response.ok ? response.body?.getReader() : undefined;
      for (let part = await body?.read(); part && !part.done; part = await body?.read())
        parser.feed(decoder.decode(part.value, { stream: true }));
    } catch {
      // Its end is all that can be said of it; why, no page is told.
    }
    if (signal.aborted) return;
    if (answered || last) return reader.ended(since());
  }
}

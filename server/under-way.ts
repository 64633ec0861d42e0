/** What a server still has to finish: requests that were not answered to the end, and sockets that were taken over. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

export type UnderWay = {
  /** Whoever asks from now on is told to open a new connection for the next question: here, or where a proxy leads. */
  leave(): void;
  /** Resolves when nothing is under way, or after `withinMs`, or when the signal comes. */
  finished(withinMs: number, signal: AbortSignal): Promise<void>;
};

/** Sockets of `ours` only: development's hot reload never ends by itself. */
export function underWay(server: Server, ours: (path: string) => boolean): UnderWay {
  const open = new Set<ServerResponse | Duplex>();
  let leaving = false;
  let look = () => {};
  const begin = (one: ServerResponse | Duplex) => {
    open.add(one);
    one.once("close", () => {
      open.delete(one);
      look();
    });
  };
  server.prependListener("request", (_: IncomingMessage, response: ServerResponse) => {
    if (leaving) response.setHeader("Connection", "close");
    begin(response);
  });
  server.prependListener("upgrade", (request: IncomingMessage, socket: Duplex) => {
    if (ours(request.url ?? "/")) begin(socket);
  });

  return {
    leave() {
      leaving = true;
    },
    finished: (withinMs, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          look = () => {};
          resolve();
        };
        const timer = setTimeout(done, withinMs);
        signal.addEventListener("abort", done);
        look = () => {
          if (open.size === 0 || signal.aborted) done();
        };
        look();
      }),
  };
}

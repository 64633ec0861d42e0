/** A small HTTP service outside, which remembers what was posted to it, and can die and come back. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { freePort } from "./ports.ts";

export type Posted = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

export type Service = {
  readonly url: string;
  /** In the order in which they came, also those that it refused. */
  readonly posted: Posted[];
  /** How it answers from now on; 200 with nothing at first. */
  answer: (posted: Posted, response: ServerResponse) => void;
  kill(): Promise<void>;
  start(): Promise<void>;
};

/** To be called in a test, after which it ends. */
export async function startService(at?: number): Promise<Service> {
  const port = at ?? (await freePort());
  let server: Server | undefined;
  const service: Service = {
    url: `http://127.0.0.1:${port}`,
    posted: [],
    answer: (_, response) => response.end(),
    async start() {
      server = createServer(async (request, response) => {
        // Whoever gave up, or was cut off, while it was read posted nothing.
        const body = await text(request).catch(() => null);
        if (body === null) return;
        const posted = { path: request.url ?? "", headers: request.headers, body };
        service.posted.push(posted);
        service.answer(posted, response);
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    async kill() {
      const dying = server;
      server = undefined;
      dying?.closeAllConnections();
      await new Promise((resolve) => (dying ? dying.close(resolve) : resolve(undefined)));
    },
  };
  await service.start();
  onTestFinished(() => service.kill());
  return service;
}

/** Answers with a status. */
export const refusing =
  (status: number, body = ""): Service["answer"] =>
  (_, response) => {
    response.statusCode = status;
    response.end(body);
  };

/** What stands in front of nodes: it passes connections on, as they are, to the newest node that says it is ready. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type Front = {
  readonly url: string;
  /** One more node; asked five times a second whether it is ready. */
  beside(port: number): void;
  /** To be done once nobody needs the nodes any more. */
  finished(done: () => Promise<void>): void;
  close(): Promise<void>;
};

const askMs = 200;

export async function startFront(): Promise<Front> {
  const nodes: { port: number; ready: boolean }[] = [];
  const sockets = new Set<Socket>();
  const afterwards: (() => Promise<void>)[] = [];
  const asking = setInterval(() => {
    for (const node of nodes) {
      void fetch(`http://127.0.0.1:${node.port}/readyz`).then(
        async (answer) => {
          await answer.body?.cancel();
          node.ready = answer.ok;
        },
        () => {
          node.ready = false;
        },
      );
    }
  }, askMs);

  const server = createServer((client) => {
    // Where there is only one, its clients have nowhere else to go, ready or not.
    const port = (nodes.findLast(({ ready }) => ready) ?? nodes.at(-1))?.port;
    client.on("error", () => {});
    if (port === undefined) {
      client.destroy();
      return;
    }
    const node = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The front has no port.");

  return {
    url: `http://127.0.0.1:${address.port}`,
    beside: (port) => void nodes.push({ port, ready: true }),
    finished: (done) => void afterwards.push(done),
    async close() {
      clearInterval(asking);
      server.close();
      for (const socket of sockets) socket.destroy();
      for (const done of afterwards) await done();
    },
  };
}

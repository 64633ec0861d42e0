/** One HTTP server on several addresses, as `localhost` is two of them. */
import type { Server } from "node:http";
import type { Server as NetServer } from "node:net";
import { createServer } from "node:net";
import type { Config } from "./config.ts";
import { StartError } from "./start-error.ts";

/**
 * Resolves once every address listens; a port in use or an address that is not this machine's is a `StartError`.
 * The answer stops accepting connections, and leaves the open ones alone.
 */
export async function listen(server: Server, config: Pick<Config, "hosts" | "port">): Promise<() => void> {
  const listeners: NetServer[] = [];
  const [first, ...others] = config.hosts;
  await open(server, config.port, first);
  listeners.push(server);
  for (const host of others) {
    // The options of node:http's own server: else Nagle's algorithm, and no answer to who ends their half first.
    const beside = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => server.emit("connection", socket));
    try {
      await open(beside, config.port, host);
      listeners.push(beside);
    } catch (error) {
      // A machine without IPv6 has no ::1, and nobody who could ask for it.
      if (error instanceof StartError && error.cause === "EADDRNOTAVAIL") continue;
      for (const listener of listeners) listener.close();
      throw error;
    }
  }
  return () => {
    for (const listener of listeners) listener.close();
  };
}

const sentences: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is in use by another program: stop it, or set PORT to another one.`,
  EACCES: (port) => `Port ${port} may not be opened by this user: set PORT to one above 1023.`,
  EADDRNOTAVAIL: (_, host) => `HOST must be an address of this machine, but is "${host}".`,
  EAFNOSUPPORT: (_, host) => `HOST must be an address of this machine, but is "${host}".`,
  ENOTFOUND: (_, host) => `HOST must be an address of this machine, but is "${host}".`,
};

function open(server: NetServer, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? ""];
      const cause = error.code === "EAFNOSUPPORT" ? "EADDRNOTAVAIL" : error.code;
      reject(sentence ? new StartError(sentence(port, host ?? ""), { cause }) : error);
    };
    server.once("error", fail);
    server.listen({ port, host, exclusive: true }, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

/** The three transports that each rule is held on. */
import { afterEach } from "vitest";
import type { TestNode } from "#test/support/node.ts";
import type { Person } from "#test/support/people.ts";
import type { Client, Open, OpenOptions } from "./clients/client.ts";
import { openSocketIo } from "./clients/socket-io.ts";
import { openSse } from "./clients/sse.ts";
import { openWebSocket } from "./clients/websocket.ts";

export type Transport = {
  readonly name: "WebSocket" | "Socket.IO" | "SSE";
  /** What a test opens by it is closed after that test. */
  readonly open: Open;
  /** For what several tests share. */
  readonly openUntidy: Open;
};

const opened = new Set<Client>();

const transport = (name: Transport["name"], open: Open): Transport => ({
  name,
  openUntidy: open,
  async open(node, options) {
    const client = await open(node, options);
    opened.add(client);
    return client;
  },
});

/** To be called once at the top level of a file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...opened].map((client) => client.close()));
    opened.clear();
  });
}

export const webSocket = transport("WebSocket", openWebSocket);
export const socketIo = transport("Socket.IO", openSocketIo);
export const sse = transport("SSE", openSse);
export const transports: readonly Transport[] = [webSocket, socketIo, sse];

/** A connection of this person, by their access token. */
export const connect = (
  { open }: Transport,
  node: TestNode,
  { token }: Person,
  options: OpenOptions = {},
): Promise<Client> => open(node, { token, ...options });

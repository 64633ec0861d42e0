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
  readonly open: Open;
};

const opened = new Set<Client>();

/** What a test leaves open is closed after it. */
const tidy =
  (open: Open): Open =>
  async (node, options) => {
    const client = await open(node, options);
    opened.add(client);
    return client;
  };

/** To be called once at the top level of a file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...opened].map((client) => client.close()));
    opened.clear();
  });
}

export const transports: readonly Transport[] = [
  { name: "WebSocket", open: tidy(openWebSocket) },
  { name: "Socket.IO", open: tidy(openSocketIo) },
  { name: "SSE", open: tidy(openSse) },
];

/** A connection of this person, by their access token. */
export const connect = (
  { open }: Transport,
  node: TestNode,
  { token }: Person,
  options: OpenOptions = {},
): Promise<Client> => open(node, { token, ...options });

/** FB-7: what a refusal by a limit leaves behind, of whoever was refused and whatever they do next. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { startNode } from "#test/support/node.ts";

const node = await startNode({ limits: { newConnectionsPerSecond: 0.001 } });

/** A plain socket with a WebSocket upgrade on its way, and what follows it at once. */
async function upgrade(then: Buffer): Promise<Socket> {
  const socket = connect(node.port, "127.0.0.1");
  await once(socket, "connect");
  const head =
    `GET /ws/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`;
  socket.write(Buffer.concat([Buffer.from(head), then]));
  return socket;
}

test("a refused WebSocket that breaks the framing harms nobody but itself", async () => {
  const broken = Buffer.from([0xf1, 0x80, 0, 0, 0, 0]);
  const socket = await upgrade(broken);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(socket, "close");
  const said = Buffer.concat(chunks).toString();
  expect(said).toContain("101 Switching Protocols");
  expect(said).toContain('"code":4429');
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
});

/** What only streams can get wrong. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";
import { until } from "#test/support/wait.ts";

const node = await startNode();

test("who goes away while it is looked up who they are leaves no connection behind", async () => {
  const { anna } = await people(node, { anna: "member" });
  // With none of the database's connections free, the answer waits.
  const busy = await Promise.all(Array.from({ length: node.pool.options.max }, () => node.pool.connect()));
  const socket = connect(node.port, "127.0.0.1");
  socket.write(
    `GET /api/v1/events HTTP/1.1\r\nHost: ${new URL(node.url).host}\r\nAuthorization: Bearer ${anna.token}\r\n\r\n`,
  );
  await until("it is looked up", () => node.pool.waitingCount > 0);
  socket.destroy();
  await once(socket, "close");
  // Answered without the database, and after the server heard of that.
  await fetch(`${node.url}/healthz`);
  for (const client of busy) client.release();

  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const authorization = `Bearer ${anna.token}`;
  const stream = await fetch(`${node.url}/api/v1/events`, { headers: { authorization }, signal: abort.signal });
  await stream.body?.getReader().read();
  expect(node.gateway.connections.size).toBe(1);
});

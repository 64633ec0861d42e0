/** What `$disconnect` is told: at its service's own pace, and kept from those who may not know it. */
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { freePort } from "#test/support/ports.ts";
import { rest } from "#test/support/rest.ts";
import { startService } from "#test/support/service.ts";
import { until } from "#test/support/wait.ts";

const port = await freePort();
const node = await startNode({
  deliveryTimings: { retryDelaysMs: [20, 20], pollMs: 50 },
  routes: {
    $disconnect: {
      url: `http://127.0.0.1:${port}/disconnect`,
      secret: `whsec_${Buffer.alloc(24, 7).toString("base64")}`,
      timeoutMs: 2_000,
      concurrency: 1,
    },
  },
});
const helloSchema = z.object({ payload: z.object({ connectionId: z.string() }) });

async function connect({ token }: Person): Promise<{ ws: WebSocket; id: string }> {
  const ws = new WebSocket(`${node.url.replace("http", "ws")}/ws/chat`, {
    headers: { Authorization: `Bearer ${token}`, "User-Agent": "thermometer/1.0" },
  });
  onTestFinished(() => ws.terminate());
  const [hello] = await once(ws, "message");
  return { ws, id: helloSchema.parse(JSON.parse(String(hello))).payload.connectionId };
}

test("a dead letter of $disconnect tells nobody but the owner from where somebody was connected", async () => {
  const service = await startService(port);
  const { ada, cy } = await people(node, { ada: "owner", cy: "admin" });
  // As services do that say what they could not read.
  service.answer = ({ body }, response) => {
    response.statusCode = 500;
    response.end(body.slice(body.indexOf("identity")));
  };
  const client = await connect(cy);
  client.ws.terminate();
  const lettersOf = async (by: Person) => (await rest(node, by, "deadLetters.list")).deadLetters;
  await until("it is a dead letter", async () => (await lettersOf(ada)).length > 0);
  const at = { id: (await lettersOf(ada))[0]?.id ?? "" };
  const identity = { sourceIp: "127.0.0.1", userAgent: "thermometer/1.0" };
  const { deadLetter: whole } = await rest(node, ada, "deadLetters.get", { at });
  expect(whole.payload).toMatchObject({ requestContext: { connectionId: client.id, identity } });
  expect(whole.error).toContain("thermometer");
  const { deadLetter } = await rest(node, cy, "deadLetters.get", { at });
  expect(deadLetter.payload).toMatchObject({ requestContext: { connectionId: client.id, user: { id: cy.id } } });
  for (const told of [deadLetter, await lettersOf(cy)])
    for (const secret of ["identity", "thermometer", "127.0.0.1"]) expect(JSON.stringify(told)).not.toContain(secret);
  expect(deadLetter.error).toBe("It answered 500.");
  await rest(node, cy, "deadLetters.delete", { at });
});

test("GW-2: $disconnect is told of as many endings at once as its service takes", async () => {
  const service = await startService(port);
  const { ada } = await people(node, { ada: "member" });
  let [under, most, told] = [0, 0, 0];
  service.answer = (_, response) => {
    most = Math.max(most, ++under);
    // Long enough for the others to come, were they let.
    setTimeout(() => {
      under -= 1;
      told += 1;
      response.end();
    }, 100);
  };
  const clients = await Promise.all(Array.from({ length: 4 }, () => connect(ada)));
  for (const { ws } of clients) ws.terminate();
  await until("all endings were told", () => told === 4);
  expect(most).toBe(1);
});

/** The log of a node at its most talkative: whom and what each line concerns, and nothing that opens a door. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { closeAfterEach, connect, socketIo, sse, transports, webSocket } from "#test/conformance/transports.ts";
import { startNode } from "#test/support/node.ts";
import { people, signIn } from "#test/support/people.ts";
import { until } from "#test/support/wait.ts";

const node = await startNode({ logLevel: "trace" });
const { anna } = await people(node, { anna: "owner" });
closeAfterEach();

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${node.url}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function ticket(): Promise<string> {
  const answer = await post("/tickets", {}, { authorization: `Bearer ${anna.token}` });
  return ((await answer.json()) as { ticket: string }).ticket;
}

const linesOf = (connection: string) =>
  node.lines.map((line): Record<string, unknown> => JSON.parse(line)).filter((line) => line.connection === connection);

test("AUTH-4: tokens, tickets, passwords, cookies and words that people say are in no line, however they came", async () => {
  const password = `correct horse ${randomUUID()}`;
  const words = `what nobody else should read ${randomUUID()}`;
  const session = await signIn(node, anna);
  const tickets = [await ticket(), await ticket(), await ticket(), await ticket()] as const;
  const cookie = { cookie: session.cookie, headers: { Origin: node.url } };

  const room = await post("/rooms", { name: "Room", kind: "private" }, { authorization: `Bearer ${anna.token}` });
  const {
    room: { roomId },
  } = (await room.json()) as { room: { roomId: string } };
  const opened = [
    await webSocket.open(node, { ticket: tickets[0] }),
    await socketIo.open(node, { ticket: tickets[1] }),
    await sse.open(node, { ticket: tickets[2] }),
    await webSocket.open(node, cookie),
    await connect(webSocket, node, anna),
  ];
  for (const client of opened) {
    await client.command("sendMessage", { text: words }, { roomId });
    await client.command("sendMessage", { text: words, threadSeq: "wrong" }, { roomId });
    await client.command(words.slice(0, 40), { password }, { roomId });
    await client.close();
  }
  const own = await webSocket.open(node, cookie);
  await own.command("extendSession", { ticket: tickets[3] });
  await expect(webSocket.open(node, { ticket: tickets[0] })).rejects.toThrow("refused");
  await expect(sse.open(node, { token: `${anna.token}x` })).rejects.toThrow("refused");
  await post("/accounts", { name: "Bo", email: "bo@example.com", password });
  await post("/tokens", { name: "x" }, { authorization: `Basic ${btoa(`anna@example.com:${password}`)}` });
  await post("/password-resets/a-link-that-opens-a-door-for-once", { password });

  const log = node.lines.join("\n");
  const cookieValue = session.cookie.split("=")[1] ?? "";
  expect(log).toContain('"msg":"answered"');
  for (const secret of [anna.token, ...tickets, password, btoa(`anna@example.com:${password}`), cookieValue, words])
    expect(log).not.toContain(secret);
  for (const one of tickets) expect(log).not.toContain(one.split(".")[2]);
});

test.each(transports)("$name: a connection's coming, its commands and its going are told by ids", async (transport) => {
  const client = await connect(transport, node, anna);
  const { connectionId } = client.hello;
  const requestId = randomUUID();
  await client.command("ping", {}, { requestId });
  await client.command("sendMessage", { text: "x" }, { roomId: randomUUID(), requestId: `${requestId}-2` });
  node.gateway.connections.get(connectionId)?.close(4403);
  await client.closed;
  await until("its going is told", () => linesOf(connectionId).some(({ msg }) => msg === "disconnected"));
  const kind = { WebSocket: "websocket", "Socket.IO": "socket.io", SSE: "sse" }[transport.name];
  expect(linesOf(connectionId)).toMatchObject([
    { msg: "connected", user: anna.id, transport: kind, address: "127.0.0.1" },
    { msg: "answered", user: anna.id, request: requestId, action: "ping", result: "ok" },
    { msg: "answered", user: anna.id, request: `${requestId}-2`, action: "sendMessage", result: "notFound" },
    { msg: "disconnected", user: anna.id, transport: kind, ending: 4403 },
  ]);
});

test("who is closed by us and who is gone can be told apart", async () => {
  const client = await connect(sse, node, anna);
  await client.close();
  await until("its going is told", () => linesOf(client.hello.connectionId).at(-1)?.ending === "lost");
});

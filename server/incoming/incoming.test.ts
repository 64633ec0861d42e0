import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { createAttempts, unlimited } from "#server/auth/attempts.ts";
import type { Hook } from "#server/domain/integration-ports.ts";
import { createIncomingRoute, type IncomingRoute } from "./incoming.ts";

const hook: Hook = {
  id: "w-1",
  name: "CI",
  roomId: "r-1",
  bot: { id: "b-1", workspaceId: "a-1", name: "CI", role: "guest", bot: true },
  archived: false,
  active: true,
  revoked: false,
};

/** Answers every request by the route, as if its address named a secret. */
async function serve(route: IncomingRoute): Promise<string> {
  const server = createServer((request, response) => void route(request, response, "guess")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
}

test("whoever tries addresses of webhooks from a network of their own is counted once, however many addresses it has", async () => {
  const route = createIncomingRoute({
    store: { use: async () => null },
    domain: { sendMessage: () => expect.fail("nobody is known here") },
    addressOf: ({ headers }) => String(headers["x-address"]),
    posts: createAttempts({ burst: 1, perMinute: 0.001 }),
    messages: unlimited,
    textLength: 8_000,
    onError: (error) => expect.fail(String(error)),
  });
  const url = await serve(route);
  const status = async (from: string) =>
    (await fetch(url, { method: "POST", headers: { "X-Address": from }, body: "{}" })).status;
  expect(await status("2001:db8:1:2::1")).toBe(404);
  expect(await status("2001:db8:1:2:ffff::7")).toBe(429);
  expect(await status("2001:db8:1:3::1")).toBe(404);
  expect(await status("203.0.113.1")).toBe(404);
  expect(await status("203.0.113.2")).toBe(404);
  expect(await status("203.0.113.2")).toBe(429);
});

test("an error of ours is told to the log with the webhook that it concerned, and its bot", async () => {
  const told: unknown[] = [];
  const route = createIncomingRoute({
    store: { use: async () => hook },
    domain: { sendMessage: () => Promise.reject(new Error("the disk is full")) },
    addressOf: () => "203.0.113.1",
    posts: unlimited,
    messages: unlimited,
    textLength: 8_000,
    onError: (error, about) => told.push([error, about]),
  });
  const response = await fetch(await serve(route), { method: "POST", body: '{"text":"done"}' });
  expect(response.status).toBe(500);
  expect(told).toEqual([[new Error("the disk is full"), { webhook: "w-1", user: "b-1" }]]);
});

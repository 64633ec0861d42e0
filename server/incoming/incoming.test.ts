import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { createAttempts, unlimited } from "#server/auth/attempts.ts";
import { createIncomingRoute } from "./incoming.ts";

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
  const server = createServer((request, response) => void route(request, response, "guess")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  const status = async (from: string) =>
    (await fetch(url, { method: "POST", headers: { "X-Address": from }, body: "{}" })).status;
  expect(await status("2001:db8:1:2::1")).toBe(404);
  expect(await status("2001:db8:1:2:ffff::7")).toBe(429);
  expect(await status("2001:db8:1:3::1")).toBe(404);
  expect(await status("203.0.113.1")).toBe(404);
  expect(await status("203.0.113.2")).toBe(404);
  expect(await status("203.0.113.2")).toBe(429);
});

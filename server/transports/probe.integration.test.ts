import { describe, expect, test } from "vitest";
import { probeEventSchema, probeEvents, probeSchema } from "#contract/probe.ts";
import { startNode } from "#test/support/node.ts";
import { people } from "#test/support/people.ts";

const node = await startNode();
const limited = await startNode({ limits: { commandsPerSecond: 20, commandsBurst: 40 } });
const { anna, bo } = await people(node, { anna: "owner", bo: "member" });

const ask = (path: string, token: string | null, headers: Record<string, string> = {}, at = node) =>
  fetch(`${at.url}/api/v1/probe${path}`, {
    headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...headers },
  });
const seen = async (...asked: Parameters<typeof ask>) => probeSchema.parse(await (await ask(...asked)).json());

describe("the connection check is told", () => {
  test("how a request arrived, and whether the page's address is one of ours", async () => {
    const answer = await seen(`?origin=${encodeURIComponent(node.url)}`, anna.token);
    expect(answer).toMatchObject({
      host: new URL(node.url).host,
      address: expect.stringContaining("127.0.0.1"),
      trusted: false,
      proxied: false,
      forwarded: { for: 0 },
      publicUrl: node.url,
      known: true,
    });
    expect((await seen("?origin=https%3A%2F%2Felsewhere.example", anna.token)).known).toBe(false);
  });

  test("what the proxies in between said", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.7, 10.0.0.5", "X-Forwarded-Proto": "https", Via: "1.1 proxy" };
    expect(await seen("", anna.token, headers)).toMatchObject({
      proxied: true,
      trusted: false,
      forwarded: { for: 2, proto: "https" },
    });
  });

  test("the proxy's own address is told to those only who look after the server", async () => {
    expect((await seen("", anna.token)).peer).toContain("127.0.0.1");
    expect(await seen("", bo.token)).not.toHaveProperty("peer");
  });

  test("events one by one, and then the end", async () => {
    const response = await ask("/stream", bo.token);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    let chunks = 0;
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      chunks += 1;
      text += decoder.decode(chunk, { stream: true });
    }
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) =>
      probeEventSchema.parse(JSON.parse(data)),
    );
    expect(events.map(({ n }) => n)).toEqual(Array.from({ length: probeEvents }, (_, n) => n));
    expect(chunks).toBeGreaterThan(1);
  });
});

describe("nobody else is told anything", () => {
  test.each(["", "/stream"])("without an identity %s is 401", async (path) => {
    expect((await ask(path, null)).status).toBe(401);
    expect((await ask(path, `ply_${"x".repeat(43)}`)).status).toBe(401);
  });

  test("nothing can be posted there", async () => {
    const response = await fetch(`${node.url}/api/v1/probe`, { method: "POST" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
  });

  test("who asks without end is told to wait; nobody else is", async () => {
    const { eve, fay } = await people(limited, { eve: "member", fay: "member" });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask("", eve.token, {}, limited)));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({ code: "rateLimited", retryAfterMs: expect.any(Number) });
    expect((await ask("", fay.token, {}, limited)).status).toBe(200);
  });
});

/** Section 2 of the protocol: who a connection is, and for how long. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { startNode } from "#test/support/node.ts";
import { people, signIn } from "#test/support/people.ts";
import { makeRoom, refusal, rest } from "#test/support/rest.ts";
import { openSse, postCommand } from "./clients/sse.ts";
import { codeOf, payloadOf, say } from "./facts.ts";
import { closeAfterEach, connect, socketIo, sse, transports, webSocket } from "./transports.ts";

const node = await startNode();
closeAfterEach();

const cast = () => people(node, { anna: "owner", bo: "member" });
const ticketOf = async (person: Parameters<typeof rest>[1]) => (await rest(node, person, "tickets.create")).ticket;
const ticketSchema = z.object({ ticket: z.string() });

/** A ticket that comes from a session. */
async function ticketBy({ cookie, headers }: { cookie: string; headers: Record<string, string> }): Promise<string> {
  const response = await fetch(`${node.url}/api/v1/tickets`, {
    method: "POST",
    headers: { ...headers, Cookie: cookie },
  });
  return ticketSchema.parse(await response.json()).ticket;
}

describe.each(transports)("$name", (transport) => {
  const { open } = transport;
  const refused = (code: string) =>
    transport === socketIo ? { code } : { code, status: code === "forbidden" ? 403 : 401 };

  test("AUTH-1: without an identity there is no connection", async () => {
    await expect(open(node, {})).rejects.toMatchObject(refused("unauthenticated"));
    await expect(open(node, { cookie: "theme=dark" })).rejects.toMatchObject(refused("unauthenticated"));
  });

  test.each([
    ["a token that was never given", `ply_${"x".repeat(43)}`],
    ["a token of another shape", "ply_short"],
    ["an empty token", ""],
    ["a text with SQL in it", "ply_' OR true --"],
  ])("AUTH-2: %s is refused", async (_, token) => {
    await expect(open(node, { token })).rejects.toMatchObject(refused("unauthenticated"));
  });

  test("AUTH-2: a wrong token is refused even beside a good ticket and a good cookie", async () => {
    const { anna } = await cast();
    const { cookie } = await signIn(node, anna);
    const options = {
      token: `ply_${"x".repeat(43)}`,
      ticket: await ticketOf(anna),
      cookie,
      headers: { Origin: node.url },
    };
    await expect(open(node, options)).rejects.toMatchObject(refused("unauthenticated"));
  });

  test("AUTH-2: the token counts before the ticket, the ticket before the cookie", async () => {
    const { anna, bo } = await cast();
    const { cookie } = await signIn(node, bo);
    const headers = { Origin: node.url };
    const ticket = await ticketOf(anna);
    const byToken = await open(node, { token: bo.token, ticket, cookie });
    expect(byToken.hello.user.id).toBe(bo.id);
    const byTicket = await open(node, { ticket, cookie, headers });
    expect(byTicket.hello.user.id).toBe(anna.id);
    const byCookie = await open(node, { cookie, headers });
    expect(byCookie.hello.user.id).toBe(bo.id);
  });

  test("AUTH-3: a cookie counts only from an allowed origin", async () => {
    const { anna } = await cast();
    const { cookie } = await signIn(node, anna);
    const good: Record<string, string>[] = [
      { Origin: node.url },
      { "Sec-Fetch-Site": "same-origin" },
      { Referer: `${node.url}/rooms/engineering` },
    ];
    for (const headers of good) expect((await open(node, { cookie, headers })).hello.user.id).toBe(anna.id);
    const bad: Record<string, string>[] = [
      {},
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { Origin: `${node.url}.evil.example` },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site", Referer: node.url },
      { Origin: "https://evil.example", Referer: `${node.url}/`, "Sec-Fetch-Site": "same-origin" },
      { Referer: "https://evil.example/" },
    ];
    for (const headers of bad)
      await expect(open(node, { cookie, headers }), JSON.stringify(headers)).rejects.toMatchObject(
        refused("forbidden"),
      );
  });

  test("AUTH-3: a token needs no origin, and a foreign one does not hurt it", async () => {
    const { anna } = await cast();
    const client = await connect(transport, node, anna, { headers: { Origin: "https://elsewhere.example" } });
    expect(client.hello.user.id).toBe(anna.id);
  });

  test("AUTH-4: a ticket opens one connection; its second use is refused", async () => {
    const { anna } = await cast();
    const ticket = await ticketOf(anna);
    expect((await open(node, { ticket })).hello.user.id).toBe(anna.id);
    for (const one of transports)
      await expect(one.open(node, { ticket })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("AUTH-4: many at once with one ticket are one connection", async () => {
    const { anna } = await cast();
    const ticket = await ticketOf(anna);
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => open(node, { ticket })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("AUTH-4: a ticket that we did not sign, or not like this, is refused", async () => {
    const { anna } = await cast();
    const [header, claims] = (await ticketOf(anna)).split(".");
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${claims}.`;
    const foreign = createHmac("sha256", "another secret").update(`${header}.${claims}`).digest("base64url");
    for (const ticket of [unsigned, `${header}.${claims}.${foreign}`, "a.b.c", "x"])
      await expect(open(node, { ticket })).rejects.toMatchObject(refused("unauthenticated"));
  });

  test("AUTH-7: revoking its token closes a connection with 4401, one opened by a ticket too", async () => {
    const { anna, bo } = await cast();
    const ticket = await ticketOf(bo);
    const [byToken, byTicket, other] = [
      await connect(transport, node, bo),
      await open(node, { ticket }),
      await connect(transport, node, anna),
    ];
    const pending = await ticketOf(bo);
    await rest(node, bo, "tokens.delete", { at: { id: bo.tokenId } });
    for (const client of [byToken, byTicket]) {
      const { code, closing } = await client.closed;
      expect(closing).toMatchObject({ code: 4401, reconnect: false });
      if (transport === webSocket) expect(code).toBe(4401);
    }
    expect(codeOf(await other.command("ping"))).toBeUndefined();
    await expect(connect(transport, node, bo)).rejects.toMatchObject(refused("unauthenticated"));
    await expect(open(node, { ticket: pending })).rejects.toMatchObject(refused("unauthenticated"));
  });

  test("AUTH-7: deactivating somebody and signing out everywhere close what they opened", async () => {
    const { anna, bo } = await cast();
    const { cookie } = await signIn(node, anna);
    const headers = { Origin: node.url };
    const [session, token, gone] = [
      await open(node, { cookie, headers }),
      await connect(transport, node, anna),
      await connect(transport, node, bo),
    ];
    const answer = await fetch(`${node.url}/api/v1/me/sessions`, {
      method: "DELETE",
      headers: { ...headers, Cookie: cookie },
    });
    expect(answer.status).toBe(204);
    await rest(node, anna, "users.update", { at: { id: bo.id }, body: { deactivated: true } });
    for (const client of [session, gone]) expect((await client.closed).closing).toMatchObject({ code: 4401 });
    expect(codeOf(await token.command("ping"))).toBeUndefined();
  });

  test("AUTH-7: before an expiry comes session.expiring; extendSession extends in place; then it ends", async () => {
    const { bo } = await cast();
    const { id, cookie } = await signIn(node, bo);
    const credentials = { cookie, headers: { Origin: node.url } };
    const tickets = [await ticketBy(credentials), await ticketBy(credentials)];
    // Using a session prolongs it; nobody has used this one for a month.
    await node.pool.query("UPDATE sessions SET expires_at = now() + interval '50 s' WHERE id = $1", [id]);
    const [staying, leaving] = [
      await open(node, { ticket: tickets[0] ?? "", ...credentials }),
      await open(node, { ticket: tickets[1] ?? "", ...credentials }),
    ];
    for (const client of [staying, leaving]) {
      const { at } = await client.notice("session.expiring");
      expect(Date.parse(at) - Date.now()).toBeLessThanOrEqual(60_000);
    }
    const ticket = await ticketOf(bo);
    const reply = await staying.command("extendSession", { ticket }, { requestId: "extend" });
    expect(payloadOf(reply)).toEqual({ expiresAt: null });
    // Asked again, it answers the same (ENV-5); as a new command, the ticket was used.
    expect(await staying.command("extendSession", { ticket }, { requestId: "extend" })).toEqual(reply);
    expect(codeOf(await staying.command("extendSession", { ticket }))).toBe("unauthenticated");
    await node.pool.query("UPDATE sessions SET expires_at = now() WHERE id = $1", [id]);
    expect((await leaving.closed).closing).toMatchObject({ code: 4401, reconnect: false });
    expect(node.gateway.connections.has(staying.hello.connectionId)).toBe(true);
    // A POST stands on its own cookie.
    expect(codeOf(await staying.command("ping"))).toBe(transport === sse ? "unauthenticated" : undefined);
  });
});

test("AUTH-1: a Socket.IO socket without CONNECT is closed after 4 s", async () => {
  const raw = new WebSocket(`${node.url.replace("http", "ws")}/ws/io/?EIO=4&transport=websocket`);
  await once(raw, "open");
  const opened = Date.now();
  await once(raw, "close");
  expect(Date.now() - opened).toBeGreaterThan(3_000);
});

test("AUTH-3: a command with a cookie counts only from an allowed origin", async () => {
  const { anna } = await cast();
  const { cookie } = await signIn(node, anna);
  const ping = '{"action":"ping","requestId":"1"}';
  expect((await postCommand(node, { cookie, headers: { Origin: node.url } }, ping)).status).toBe(200);
  const bad: Record<string, string>[] = [{}, { Origin: "https://evil.example" }, { "Sec-Fetch-Site": "same-origin" }];
  for (const headers of bad) expect((await postCommand(node, { cookie, headers }, ping)).status).toBe(403);
});

test("AUTH-4: a ticket is a JWT that a gateway in front can check, and no good for commands or REST", async () => {
  const { anna } = await cast();
  const { ticket, expiresAt } = await rest(node, anna, "tickets.create");
  expect(decodeProtectedHeader(ticket)).toMatchObject({ alg: "HS256" });
  const claims = decodeJwt(ticket);
  expect(claims).toMatchObject({ iss: node.url, sub: anna.id, jti: expect.any(String), iat: expect.any(Number) });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  expect(Date.parse(expiresAt)).toBe((claims.exp ?? 0) * 1000);
  for (const [method, path] of [
    ["POST", "/api/v1/commands"],
    ["GET", "/api/v1/me"],
    ["GET", "/api/v1/rooms"],
  ] as const)
    expect((await fetch(`${node.url}${path}?jwt=${ticket}`, { method })).status).toBe(401);
  expect(await refusal(node, { ...anna, token: ticket }, "me.get")).toEqual({ status: 401, code: "unauthenticated" });
});

test("AUTH-4: a ticket opens a room's own stream, too", async () => {
  const { anna } = await cast();
  const { roomId } = await makeRoom(node, anna);
  const stream = await openSse(node, { ticket: await ticketOf(anna), path: `/api/v1/rooms/${roomId}/events` });
  await say(await connect(webSocket, node, anna), roomId, "hello");
  await stream.change(({ seq }) => seq === 2);
  await stream.close();
});

test("AUTH-8: after a refused opening, /api/v1/me says whether to sign in", async () => {
  const { anna } = await cast();
  const ask = (token: string) => refusal(node, { ...anna, token }, "me.get");
  expect(await ask("ply_none")).toEqual({ status: 401, code: "unauthenticated" });
  expect(await ask(anna.token)).toEqual({ status: 200, code: undefined });
});

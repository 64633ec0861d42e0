import { randomUUID } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { createTickets, ticketKey } from "./tickets.ts";

const url = "https://chat.example.org";
const secret = "a secret of the tests, longer than 32 characters";
const tickets = createTickets(url, secret);
const [userId, sessionId] = [randomUUID(), randomUUID()];
const identity = {
  actor: { id: userId, workspaceId: randomUUID(), name: "Ada", role: "member" as const, bot: false },
  credential: { kind: "session" as const, sessionId, expiresAt: new Date() },
};
const unauthenticated = expect.objectContaining({ code: "unauthenticated" });

afterEach(() => vi.useRealTimers());

test("AUTH-4: a ticket is an HS256 JWT with iss, sub, iat, exp in 60 s and jti, which a gateway in front can check", async () => {
  const { ticket, expiresAt } = await tickets.issue(identity);
  expect(decodeProtectedHeader(ticket)).toEqual({ alg: "HS256", typ: "JWT" });
  const { payload } = await jwtVerify(ticket, ticketKey(secret));
  expect(payload).toMatchObject({ iss: url, sub: userId, jti: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  expect(Date.parse(expiresAt)).toBe((payload.exp ?? 0) * 1000);
});

test("AUTH-7: a ticket names what it came from", async () => {
  const { ticket } = await tickets.issue(identity);
  expect(await tickets.read(ticket)).toMatchObject({ userId, credential: { kind: "session", id: sessionId } });
});

test("AUTH-4: no two tickets are the same", async () => {
  const [one, other] = [await tickets.issue(identity), await tickets.issue(identity)];
  expect(decodeJwt(one.ticket).jti).not.toBe(decodeJwt(other.ticket).jti);
});

test("AUTH-4: after its 60 s a ticket is no good, but for a repeated command", async () => {
  vi.useFakeTimers();
  const { ticket } = await tickets.issue(identity);
  vi.advanceTimersByTime(61_000);
  await expect(tickets.read(ticket)).rejects.toEqual(unauthenticated);
  expect(await tickets.read(ticket, { late: true })).toMatchObject({ userId });
});

const claims = {
  cred: `session:${sessionId}`,
  iss: url,
  sub: userId,
  jti: randomUUID(),
  exp: Math.floor(Date.now() / 1000) + 60,
};
const signed = (changes: object, key: Uint8Array, alg = "HS256") =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(key);

test.each([
  ["signed with another key", () => signed({}, new TextEncoder().encode("x".repeat(32)))],
  ["signed with AUTH_SECRET itself", () => signed({}, new TextEncoder().encode(secret))],
  [
    "signed with another algorithm",
    () => signed({}, new Uint8Array([...ticketKey(secret), ...ticketKey(secret)]), "HS512"),
  ],
  ["not signed", async () => new UnsecuredJWT(claims).encode()],
  ["of another server", () => signed({ iss: "https://other.example.org" }, ticketKey(secret))],
  ["without an end", () => signed({ exp: undefined }, ticketKey(secret))],
  ["of nobody", () => signed({ sub: undefined }, ticketKey(secret))],
  ["of no credential", () => signed({ cred: "cookie:1" }, ticketKey(secret))],
  ["that is no JWT", async () => "ticket"],
])("AUTH-4: a ticket %s is refused", async (_, make) => {
  await expect(tickets.read(await make())).rejects.toEqual(unauthenticated);
  await expect(tickets.read(await make(), { late: true })).rejects.toEqual(unauthenticated);
});

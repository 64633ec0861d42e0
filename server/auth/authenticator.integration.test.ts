import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { bearer, createParley, type Person } from "#test/support/parley.ts";
import type { Credentials } from "./identity.ts";

const { url } = await createTestDatabase();
const parley = createParley(url);
const elsewhere = createParley(url);
afterAll(() => Promise.all([parley.close(), elsewhere.close()]));
const { authenticator } = parley.auth;

const own = "http://localhost:3000";
const unauthenticated = expect.objectContaining({ code: "unauthenticated" });
const forbidden = expect.objectContaining({ code: "forbidden" });

const opening = (headers: Credentials["headers"] = {}, more: Partial<Credentials> = {}): Credentials => ({
  method: "GET",
  url: "/ws/chat",
  headers,
  ...more,
});
const fromOwn = (person: Person) => ({ ...person.cookie, origin: own });
const newTicket = async (person: Person) =>
  (await parley.get("tickets.create", "POST /tickets", { as: person.cookie })).ticket;
const newToken = (person: Person) =>
  parley.get("tokens.create", "POST /tokens", { as: person.cookie, body: { name: "bot" } });
const withTicket = (ticket: string) => opening({}, { url: `/ws/chat?jwt=${ticket}` });

test("AUTH-1: nobody without an identity gets a connection", async () => {
  await expect(authenticator.connection(opening())).rejects.toEqual(unauthenticated);
  await expect(authenticator.connection(opening({ origin: own }))).rejects.toEqual(unauthenticated);
  await expect(authenticator.request(opening())).rejects.toEqual(unauthenticated);
});

test("AUTH-2: a token, a ticket and a cookie each open a connection as their person, fresh from the database", async () => {
  const ada = await parley.person();
  const { token, id } = await newToken(ada);
  await parley.identity.accounts.rename(ada.id, "Ada Lovelace");
  const actor = expect.objectContaining({ id: ada.id, name: "Ada Lovelace", role: "member", bot: false });
  const session = expect.objectContaining({ kind: "session", sessionId: ada.sessionId });
  expect(await authenticator.connection(opening(bearer(token)))).toEqual({
    actor,
    credential: { kind: "token", tokenId: id },
  });
  expect(await authenticator.connection(opening({}, { auth: { token } }))).toMatchObject({ actor });
  expect(await authenticator.connection(withTicket(await newTicket(ada)))).toEqual({ actor, credential: session });
  const socketIo = opening({}, { auth: { ticket: await newTicket(ada) } });
  expect(await authenticator.connection(socketIo)).toEqual({ actor, credential: session });
  expect(await authenticator.connection(opening(fromOwn(ada)))).toEqual({ actor, credential: session });
});

test("AUTH-2: the first in the order decides who it is", async () => {
  const [ada, grace, alan, edith] = [
    await parley.person(),
    await parley.person(),
    await parley.person(),
    await parley.person(),
  ];
  const all = opening(
    { ...fromOwn(edith), ...bearer((await newToken(ada)).token) },
    { url: `/ws/io?jwt=${await newTicket(alan)}`, auth: { token: (await newToken(grace)).token } },
  );
  const { authorization: _, ...withoutHeader } = all.headers;
  const { auth: __, ...withoutAuth } = { ...all, headers: withoutHeader };
  expect((await authenticator.connection(all)).actor.id).toBe(ada.id);
  expect((await authenticator.connection({ ...all, headers: withoutHeader })).actor.id).toBe(grace.id);
  expect((await authenticator.connection(withoutAuth)).actor.id).toBe(alan.id);
  expect((await authenticator.connection({ ...withoutAuth, url: "/ws/io" })).actor.id).toBe(edith.id);
});

test.each([
  ["an unknown token", { headers: bearer(`ply_${"x".repeat(43)}`) }],
  ["a token of another shape", { headers: bearer("secret") }],
  ["an empty Bearer", { headers: { authorization: "Bearer" } }],
  ["an unknown token of Socket.IO", { auth: { token: "x" } }],
  ["a wrong ticket of Socket.IO", { auth: { ticket: "x" } }],
  ["a wrong ticket", { url: "/ws/chat?jwt=x" }],
  ["an empty ticket", { url: "/ws/chat?jwt=" }],
])(
  "AUTH-2: %s is refused, though the cookie behind it is right",
  async (_, { headers = {}, ...more }: Partial<Credentials>) => {
    const ada = await parley.person();
    await expect(authenticator.connection(opening({ ...fromOwn(ada), ...headers }, more))).rejects.toEqual(
      unauthenticated,
    );
  },
);

test("AUTH-3: a cookie opens nothing from a foreign page, and reads REST from anywhere", async () => {
  const ada = await parley.person();
  const foreign = opening({ ...ada.cookie, origin: "https://evil.example.org" });
  await expect(authenticator.connection(foreign)).rejects.toEqual(forbidden);
  await expect(authenticator.connection(opening(ada.cookie))).rejects.toEqual(forbidden);
  await expect(authenticator.request({ ...foreign, method: "POST" })).rejects.toEqual(forbidden);
  expect((await authenticator.request(foreign)).actor.id).toBe(ada.id);
  expect((await authenticator.request(opening(ada.cookie))).actor.id).toBe(ada.id);
  const intranet = opening({ ...ada.cookie, origin: "https://intranet.example.org" });
  expect((await authenticator.connection(intranet)).actor.id).toBe(ada.id);
});

test("AUTH-3: a token needs no origin", async () => {
  const { token } = await newToken(await parley.person());
  const headers = { ...bearer(token), origin: "https://evil.example.org" };
  await authenticator.connection(opening(headers));
  await authenticator.request({ ...opening(headers), method: "POST" });
});

test("a session cookie that we did not write, or of another secret, is refused", async () => {
  const ada = await parley.person();
  const stranger = createParley(url, { authSecret: "another secret, which is also longer than 32" });
  const forged = await stranger.cookieOf({ userId: ada.id, sessionId: ada.sessionId });
  await stranger.close();
  await expect(authenticator.connection(opening({ ...forged, origin: own }))).rejects.toEqual(unauthenticated);
  const other = await parley.cookieOf({ userId: randomUUID(), sessionId: ada.sessionId });
  await expect(authenticator.connection(opening({ ...other, origin: own }))).rejects.toEqual(unauthenticated);
});

test("a cookie in chunks is put together, as next-auth splits a long one", async () => {
  const ada = await parley.person();
  const [name, value = ""] = (ada.cookie.cookie ?? "").split("=");
  const cookie = `theme=dark; ${name}.1=${value.slice(40)}; ${name}.0=${value.slice(0, 40)}; ${name}-other=x`;
  expect((await authenticator.connection(opening({ cookie, origin: own }))).actor.id).toBe(ada.id);
});

test("AUTH-4: a ticket opens one connection, on whichever node", async () => {
  const ada = await parley.person();
  const ticket = await newTicket(ada);
  await authenticator.connection(withTicket(ticket));
  await expect(authenticator.connection(withTicket(ticket))).rejects.toEqual(unauthenticated);
  await expect(elsewhere.auth.authenticator.connection(withTicket(ticket))).rejects.toEqual(unauthenticated);
});

test("AUTH-4: of ten who use one ticket at once, one gets the connection", async () => {
  const ticket = await newTicket(await parley.person());
  const nodes = Array.from({ length: 10 }, (_, n) => (n % 2 ? parley : elsewhere).auth.authenticator);
  const openings = await Promise.allSettled(nodes.map((node) => node.connection(withTicket(ticket))));
  expect(openings.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("AUTH-4: a ticket is no good for REST or commands", async () => {
  const ada = await parley.person();
  const asked = { ...withTicket(await newTicket(ada)), headers: fromOwn(ada) };
  await expect(authenticator.request(asked)).rejects.toEqual(unauthenticated);
  await expect(authenticator.request(opening(bearer(await newTicket(ada))))).rejects.toEqual(unauthenticated);
});

test("AUTH-7: a ticket of an ended session or a revoked token opens nothing", async () => {
  const ada = await parley.person();
  const { token, id } = await newToken(ada);
  const { ticket } = await parley.get("tickets.create", "POST /tickets", { as: bearer(token) });
  await parley.ask(`DELETE /tokens/${id}`, { as: ada.cookie });
  await expect(authenticator.connection(withTicket(ticket))).rejects.toEqual(unauthenticated);
  const other = await newTicket(ada);
  await parley.identity.sessions.revokeAll(ada.id);
  await expect(authenticator.connection(withTicket(other))).rejects.toEqual(unauthenticated);
});

test("AUTH-7: extending takes a fresh ticket of the same person, and a repeat of the command succeeds (ENV-5)", async () => {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const { actor } = await authenticator.connection(opening(fromOwn(ada)));
  const ticket = await newTicket(ada);
  const first = await authenticator.extend(actor, ticket, "extend-1");
  expect(first).toMatchObject({ kind: "session", sessionId: ada.sessionId });
  expect(await elsewhere.auth.authenticator.extend(actor, ticket, "extend-1")).toEqual(first);
  await expect(authenticator.extend(actor, ticket, "extend-2")).rejects.toEqual(unauthenticated);
  const conflict = expect.objectContaining({ code: "conflict" });
  await expect(authenticator.extend(actor, await newTicket(ada), "extend-1")).rejects.toEqual(conflict);
  await expect(authenticator.extend(actor, await newTicket(grace), "extend-3")).rejects.toEqual(forbidden);
  await expect(authenticator.connection(withTicket(ticket))).rejects.toEqual(unauthenticated);
});

test("AUTH-7: extending with one key at once, on two nodes, uses the ticket once and succeeds on both", async () => {
  const ada = await parley.person();
  const { actor } = await authenticator.connection(opening(fromOwn(ada)));
  const ticket = await newTicket(ada);
  const nodes = [parley, elsewhere, parley, elsewhere].map(({ auth }) => auth.authenticator);
  await Promise.all(nodes.map((node) => node.extend(actor, ticket, "at-once")));
});

test("AUTH-7: a session lives 30 days from its last use, and its connections' next ticket tells it", async () => {
  const ada = await parley.person();
  await parley.pool.query("UPDATE sessions SET expires_at = now() + interval '50 seconds' WHERE id = $1", [
    ada.sessionId,
  ]);
  const { credential } = await authenticator.connection(withTicket(await newTicket(ada)));
  if (credential.kind !== "session") throw new Error("It came from a session.");
  expect(credential.expiresAt.getTime() - Date.now()).toBeGreaterThan(29.9 * 24 * 60 * 60 * 1000);
});

test("AUTH-7: expiry, sign-out everywhere, revocation and deactivation each end a credential, and only theirs", async () => {
  const people = [];
  for (let n = 0; n < 5; n++) people.push(await parley.person());
  const [ada, grace, alan, edith, barbara] = people;
  if (!ada || !grace || !alan || !edith || !barbara) throw new Error("There are five.");
  const sessions = await Promise.all(
    people.map(async (person) => (await authenticator.connection(opening(fromOwn(person)))).credential),
  );
  const [one, other] = [await newToken(barbara), await newToken(barbara)];
  const tokens = [one, other].map(({ id }) => ({ kind: "token" as const, tokenId: id }));
  const all = [...sessions, ...tokens];
  expect(await authenticator.ended(all)).toEqual([]);

  await parley.pool.query("UPDATE sessions SET expires_at = now() WHERE id = $1", [ada.sessionId]);
  await parley.ask("DELETE /me/sessions", { as: grace.cookie });
  const owner = await parley.person("owner");
  await parley.ask(`PATCH /users/${alan.id}`, { as: owner.cookie, body: { deactivated: true } });
  await parley.facade.signOut(edith.sessionId);
  await parley.ask(`DELETE /tokens/${one.id}`, { as: barbara.cookie });
  expect(await elsewhere.auth.authenticator.ended(all)).toEqual([...sessions.slice(0, 4), tokens[0]]);
  for (const gone of [ada, grace, alan, edith])
    await expect(authenticator.connection(opening(fromOwn(gone)))).rejects.toEqual(unauthenticated);
  await expect(authenticator.connection(opening(bearer(one.token)))).rejects.toEqual(unauthenticated);
  await authenticator.connection(opening(bearer(other.token)));
});

test("a deactivated person's tokens and tickets are worth nothing, and stay so when they are let in again", async () => {
  const [owner, ada] = [await parley.person("owner"), await parley.person()];
  const [{ token }, ticket] = [await newToken(ada), await newTicket(ada)];
  for (const deactivated of [true, false]) {
    await parley.ask(`PATCH /users/${ada.id}`, { as: owner.cookie, body: { deactivated } });
    await expect(authenticator.connection(opening(bearer(token)))).rejects.toEqual(unauthenticated);
    await expect(authenticator.connection(withTicket(ticket))).rejects.toEqual(unauthenticated);
    await expect(authenticator.connection(opening(fromOwn(ada)))).rejects.toEqual(unauthenticated);
  }
});

test("a token notes its use at most once a minute", async () => {
  const ada = await parley.person();
  const { token, id } = await newToken(ada);
  const lastUsed = async () => (await parley.identity.tokens.list(ada.id)).find((each) => each.id === id)?.lastUsedAt;
  expect(await lastUsed()).toBeUndefined();
  await authenticator.connection(opening(bearer(token)));
  const first = await lastUsed();
  expect(first).toBeDefined();
  await authenticator.connection(opening(bearer(token)));
  expect(await lastUsed()).toBe(first);
  await parley.pool.query("UPDATE access_tokens SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [id]);
  await authenticator.connection(opening(bearer(token)));
  expect(Date.parse((await lastUsed()) ?? "")).toBeGreaterThanOrEqual(Date.parse(first ?? ""));
});

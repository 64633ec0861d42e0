import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createResetLink } from "#server/auth/links.ts";
import { digestOf } from "#server/auth/secrets.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { basic, bearer, createParley, password } from "#test/support/parley.ts";

const { url } = await createTestDatabase();
const parley = createParley(url, { registration: "open" });
afterAll(() => parley.close());
await parley.person("owner");

/** Someone with a password and two sessions. */
async function signedUp() {
  const email = `${randomUUID()}@example.org`;
  const { user } = await parley.get("accounts.create", "POST /accounts", { body: { name: "Ada", email, password } });
  const signIn = async (secret = password) => {
    const signedIn = await parley.facade.signIn({
      email,
      password: secret,
      address: randomUUID(),
      userAgent: "Firefox",
    });
    return signedIn && { ...signedIn, as: await parley.cookieOf(signedIn) };
  };
  const [here, there] = [await signIn(), await signIn()];
  if (!here || !there) throw new Error("The password is right.");
  return { id: user.id, email, here, there, signIn };
}

const statusOf = async (line: string, as: Record<string, string>) => (await parley.ask(line, { as })).status;

test("who I am, and my new name for everyone who knows me", async () => {
  const { id, email, here } = await signedUp();
  expect(await parley.get("me.get", "GET /me", { as: here.as })).toEqual({
    user: { id, name: "Ada", bot: false, role: "member" },
    workspace: { id: expect.any(String), slug: "acme", name: "Acme" },
    email,
  });
  const { user } = await parley.get("me.update", "PATCH /me", { as: here.as, body: { name: "  Ada Lovelace " } });
  expect(user.name).toBe("Ada Lovelace");
  expect(parley.published).toContainEqual(
    expect.objectContaining({
      kind: "neighbours",
      userId: id,
      event: expect.objectContaining({ event: "user.updated", payload: { user } }),
    }),
  );
  expect(await parley.get("me.update", "PATCH /me", { as: here.as, body: {} })).toEqual({ user });
  expect(await parley.ask("PATCH /me", { as: here.as, body: { name: "two\nlines" } })).toMatchObject({ status: 422 });
});

test("my sessions are listed, and end one by one or all together; nobody ends another's", async () => {
  const [ada, grace] = [await signedUp(), await signedUp()];
  const { sessions } = await parley.get("sessions.list", "GET /me/sessions", { as: ada.here.as });
  expect(sessions.map(({ id, current, userAgent }) => ({ id, current, userAgent }))).toEqual(
    expect.arrayContaining([
      { id: ada.here.sessionId, current: true, userAgent: "Firefox" },
      { id: ada.there.sessionId, current: false, userAgent: "Firefox" },
    ]),
  );
  expect(sessions).toHaveLength(2);
  expect(await statusOf(`DELETE /me/sessions/${ada.here.sessionId}`, grace.here.as)).toBe(404);
  expect(await statusOf(`DELETE /me/sessions/${ada.there.sessionId}`, ada.here.as)).toBe(204);
  expect(await statusOf("GET /me", ada.there.as)).toBe(401);
  expect(await statusOf(`DELETE /me/sessions/${ada.there.sessionId}`, ada.here.as)).toBe(404);
  expect(await statusOf("DELETE /me/sessions", grace.here.as)).toBe(204);
  for (const { as } of [grace.here, grace.there]) expect(await statusOf("GET /me", as)).toBe(401);
  expect(await statusOf("GET /me", ada.here.as)).toBe(200);
});

test("a new password needs the current one, and ends my other sessions", async () => {
  const { here, there, signIn } = await signedUp();
  const next = "another horse battery staple";
  const change = (current: string) =>
    parley.ask("POST /me/password", { as: here.as, body: { current, password: next } });
  expect(await change("wrong")).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await statusOf("GET /me", there.as)).toBe(200);
  expect(await change(password)).toMatchObject({ status: 204 });
  expect(await statusOf("GET /me", here.as)).toBe(200);
  expect(await statusOf("GET /me", there.as)).toBe(401);
  expect(await signIn()).toBeNull();
  expect(await signIn(next)).not.toBeNull();
});

test("a stolen session is no good for guessing the password", async () => {
  const { here } = await signedUp();
  const guess = () => parley.ask("POST /me/password", { as: here.as, body: { current: "guess", password } });
  for (let n = 0; n < 10; n++) expect(await guess()).toMatchObject({ status: 403 });
  expect(await guess()).toMatchObject({ status: 429 });
});

test("a forgotten password: the operator's link works once, ends every session, and voids older links", async () => {
  const { email, here, there, signIn } = await signedUp();
  const linkOf = async () =>
    (await createResetLink(parley.identity, "http://localhost:3000", email))?.split("/reset/")[1];
  const [older, reset, expired] = [await linkOf(), await linkOf(), await linkOf()];
  await parley.pool.query("UPDATE password_resets SET expires_at = now() WHERE hash = $1", [digestOf(expired ?? "")]);
  const redeem = (secret: unknown) =>
    parley.ask("POST /password-resets", { body: { reset: secret, password: "a new password" } });
  const works = (secret: unknown) => statusOf(`GET /password-resets/${secret}`, {});
  for (const secret of [expired, "x"]) {
    expect(await works(secret)).toBe(404);
    expect(await redeem(secret)).toMatchObject({ status: 403 });
  }
  expect(await works(reset)).toBe(200);
  expect(await redeem(reset)).toMatchObject({ status: 204 });
  for (const secret of [reset, older]) {
    expect(await works(secret)).toBe(404);
    expect(await redeem(secret)).toMatchObject({ status: 403 });
  }
  for (const { as } of [here, there]) expect(await statusOf("GET /me", as)).toBe(401);
  expect(await signIn("a new password")).not.toBeNull();
  expect(await createResetLink(parley.identity, "http://localhost:3000", "nobody@example.org")).toBeNull();
});

test("AUTH-5: a token is shown once, stored hashed, listed without its secret, and revoked by its owner alone", async () => {
  const [ada, grace] = [await signedUp(), await signedUp()];
  const { id, token } = await parley.get("tokens.create", "POST /tokens", {
    as: ada.here.as,
    body: { name: "my bot" },
  });
  expect(token).toMatch(/^ply_[\w-]{43}$/);
  const listed = await parley.ask("GET /tokens", { as: bearer(token) });
  expect(listed.body).toMatchObject({ tokens: [{ id, name: "my bot" }] });
  expect(JSON.stringify(listed.body)).not.toContain(token);
  const { rows } = await parley.pool.query("SELECT t::text AS row FROM access_tokens t WHERE id = $1", [id]);
  expect(rows[0].row).not.toContain(token.slice(4));
  expect(await statusOf(`DELETE /tokens/${id}`, grace.here.as)).toBe(404);
  expect(await statusOf(`DELETE /tokens/${id}`, basic(ada.email, password))).toBe(204);
  expect(await statusOf("GET /me", bearer(token))).toBe(401);
});

test("a token makes no tokens, so that a stolen one ends with its revocation", async () => {
  const { here } = await signedUp();
  const { token } = await parley.get("tokens.create", "POST /tokens", { as: here.as, body: { name: "bot" } });
  expect(await parley.ask("POST /tokens", { as: bearer(token), body: { name: "more" } })).toMatchObject({
    status: 403,
  });
});

test("a person has at most 100 tokens", async () => {
  const { id, here } = await signedUp();
  await parley.pool.query(
    "INSERT INTO access_tokens (id, user_id, name, hash) SELECT gen_random_uuid(), $1, 'n', sha256(n::text::bytea) FROM generate_series(1, 100) n",
    [id],
  );
  expect(await parley.ask("POST /tokens", { as: here.as, body: { name: "one more" } })).toMatchObject({ status: 409 });
});

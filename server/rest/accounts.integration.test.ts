import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { basic, createParley, type Parley, password } from "#test/support/parley.ts";
import { until } from "#test/support/wait.ts";

const opened: Parley[] = [];
afterAll(() => Promise.all(opened.map((parley) => parley.close())));

function open(url: string, changes: object = {}): Parley {
  const parley = createParley(url, changes);
  opened.push(parley);
  return parley;
}

const ada = { name: "Ada", email: "Ada@Example.org", password };
const account = (n: number | string, more: object = {}) => ({
  name: `Person ${n}`,
  email: `p${n}@example.org`,
  password,
  ...more,
});

describe("on an address that only this machine reaches", async () => {
  const { url } = await createTestDatabase();
  const parley = open(url);

  test("AUTH-6: the first account owns the server, whatever registration says", async () => {
    const closed = open(url, { registration: "closed" });
    const before = await closed.get("server.get", "GET /server");
    expect(before).toEqual({
      state: "needsOwner",
      registration: "closed",
      workspaceName: "Parley",
      setupRequired: false,
    });
    const answer = await closed.ask("POST /accounts", { body: { ...ada, workspaceName: "Analytical Engines" } });
    expect(answer).toMatchObject({ status: 201, body: { user: { name: "Ada", role: "owner", bot: false } } });
    expect(await closed.get("server.get", "GET /server")).toMatchObject({
      state: "ready",
      workspaceName: "Analytical Engines",
    });
    expect(await closed.ask("POST /accounts", { body: account(1) })).toMatchObject({ status: 403 });
  });

  test("AUTH-6: by invite nobody makes an account without one", async () => {
    expect(await parley.ask("POST /accounts", { body: account(2) })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
    const wrong = account(2, { invite: "x".repeat(43) });
    expect(await parley.ask("POST /accounts", { body: wrong })).toMatchObject({ status: 403 });
  });

  test("AUTH-6: where registration is open anybody makes one, and finds the first conversation there", async () => {
    const owner = await parley.person("owner");
    const { room } = await parley.get("rooms.create", "POST /rooms", {
      as: owner.cookie,
      body: { name: "General", kind: "public" },
    });
    const free = open(url, { registration: "open" });
    const answer = await free.get("accounts.create", "POST /accounts", { body: account(3) });
    expect(answer.user.role).toBe("member");
    const { rows } = await parley.pool.query("SELECT user_id FROM memberships WHERE room_id = $1", [room.roomId]);
    expect(rows.map((row) => row.user_id)).toContain(answer.user.id);
  });

  test("an e-mail has one account, however it is written", async () => {
    const free = open(url, { registration: "open" });
    const body = { ...ada, email: " ADA@example.ORG " };
    expect(await free.ask("POST /accounts", { body })).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test("accounts are made only so fast from one address", async () => {
    const asks = Array.from({ length: 31 }, () =>
      parley.ask("POST /accounts", { body: account(4), address: "192.0.2.1" }),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(30);
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(refused).toMatchObject({ body: { code: "rateLimited", retryAfterMs: expect.any(Number) } });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("a foreign page makes no accounts through a visitor's browser", async () => {
    const headers = { origin: "https://evil.example.org" };
    expect(await parley.ask("POST /accounts", { body: account(5), headers })).toMatchObject({ status: 403 });
  });
});

test("AUTH-6: of twenty who are first at once, on two nodes, one owns the server", async () => {
  const { url } = await createTestDatabase();
  const nodes = [open(url, { limited: false }), open(url, { limited: false })];
  const asks = Array.from({ length: 20 }, (_, n) => nodes[n % 2]?.ask("POST /accounts", { body: account(n) }));
  const statuses = (await Promise.all(asks)).map((answer) => answer?.status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 403)).toHaveLength(19);
  const { rows } = (await nodes[0]?.pool.query(
    "SELECT (SELECT count(*) FROM workspaces)::int AS workspaces, count(*)::int AS users FROM users",
  )) ?? { rows: [] };
  expect(rows).toEqual([{ workspaces: 1, users: 1 }]);
});

test("AUTH-6: on a public address the first account needs the printed link, which works once and only in its latest printing", async () => {
  const { url } = await createTestDatabase();
  const parley = open(url, { publicUrl: "https://chat.example.org", publicUrlIsLoopback: false });
  const setupOf = async () => new URL((await parley.facade.setupLink()) ?? "").searchParams.get("setup");
  const older = await setupOf();
  const setup = await setupOf();
  expect(setup).toMatch(/^[\w-]{43}$/);
  expect(await parley.get("server.get", "GET /server")).toMatchObject({ setupRequired: true });
  for (const body of [ada, { ...ada, setup: older }, { ...ada, setup: "x" }])
    expect(await parley.ask("POST /accounts", { body })).toMatchObject({ status: 403 });
  expect(await parley.ask("POST /accounts", { body: { ...ada, setup } })).toMatchObject({ status: 201 });
  expect(await parley.ask("POST /accounts", { body: account(1, { setup }) })).toMatchObject({ status: 403 });
  expect(await parley.facade.setupLink()).toBeNull();
});

describe("invites", async () => {
  const { url } = await createTestDatabase();
  const parley = open(url, { limited: false });
  const [owner, member, guest] = [
    await parley.person("owner"),
    await parley.person("member"),
    await parley.person("guest"),
  ];
  const invite = (person: typeof owner, body: object = {}) =>
    parley.get("invites.create", "POST /invites", { as: person.cookie, body });

  test("AUTH-6: an invite link tells where it leads, and makes an account of its role", async () => {
    const { invite: secret, url: link } = await invite(owner, { role: "guest" });
    expect(link).toBe(`http://localhost:3000/join/${secret}`);
    expect(await parley.get("invitations.get", `GET /invitations/${secret}`)).toEqual({
      workspaceName: "Acme",
      invitedBy: "A owner",
      role: "guest",
    });
    const { user } = await parley.get("accounts.create", "POST /accounts", {
      body: account("guest", { invite: secret }),
    });
    expect(user.role).toBe("guest");
  });

  test("AUTH-6: an invite for three lets in three, though ten come at once", async () => {
    const { invite: secret, id } = await invite(owner, { maxUses: 3 });
    const asks = Array.from({ length: 10 }, (_, n) =>
      parley.ask("POST /accounts", { body: account(`many-${n}`, { invite: secret }) }),
    );
    const statuses = (await Promise.all(asks)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 201, 201, 403, 403, 403, 403, 403, 403, 403]);
    expect(
      (await parley.get("invites.list", "GET /invites", { as: owner.cookie })).invites.map((each) => each.id),
    ).not.toContain(id);
    expect(await parley.ask(`GET /invitations/${secret}`)).toMatchObject({ status: 404 });
  });

  test("a sign-up that fails uses nothing up", async () => {
    const { invite: secret } = await invite(owner, { maxUses: 1 });
    const taken = { name: "Ada", email: owner.email, password, invite: secret };
    expect(await parley.ask("POST /accounts", { body: taken })).toMatchObject({ status: 409 });
    expect(await parley.ask("POST /accounts", { body: account("after", { invite: secret }) })).toMatchObject({
      status: 201,
    });
  });

  test("an expired invite, a withdrawn one, and one of somebody deactivated let nobody in", async () => {
    const expired = await invite(owner);
    await parley.pool.query("UPDATE invites SET expires_at = now() WHERE id = $1", [expired.id]);
    const withdrawn = await invite(owner);
    expect(await parley.ask(`DELETE /invites/${withdrawn.id}`, { as: owner.cookie })).toMatchObject({ status: 204 });
    const leaver = await parley.person();
    const left = await invite(leaver);
    await parley.ask(`PATCH /users/${leaver.id}`, { as: owner.cookie, body: { deactivated: true } });
    for (const { invite: secret } of [expired, withdrawn, left]) {
      expect(await parley.ask(`GET /invitations/${secret}`)).toMatchObject({ status: 404 });
      expect(await parley.ask("POST /accounts", { body: account("late", { invite: secret }) })).toMatchObject({
        status: 403,
      });
    }
  });

  test("guests invite nobody, and only admins invite admins", async () => {
    expect(await parley.ask("POST /invites", { as: guest.cookie, body: {} })).toMatchObject({ status: 403 });
    expect(await parley.ask("POST /invites", { as: member.cookie, body: { role: "admin" } })).toMatchObject({
      status: 403,
    });
    expect(await parley.ask("POST /invites", { as: owner.cookie, body: { role: "owner" } })).toMatchObject({
      status: 422,
    });
    expect((await invite(owner, { role: "admin" })).id).toBeDefined();
  });

  test("members see and withdraw their own invites, admins everybody's", async () => {
    const [mine, theirs] = [await invite(member), await invite(owner)];
    const idsFor = async (person: typeof owner) =>
      (await parley.get("invites.list", "GET /invites", { as: person.cookie })).invites.map((each) => each.id);
    expect(await idsFor(member)).toEqual([mine.id]);
    expect(await idsFor(owner)).toEqual(expect.arrayContaining([mine.id, theirs.id]));
    expect(await parley.ask(`DELETE /invites/${theirs.id}`, { as: member.cookie })).toMatchObject({ status: 404 });
    expect(await parley.ask(`DELETE /invites/${mine.id}`, { as: owner.cookie })).toMatchObject({ status: 204 });
    expect(await parley.ask(`DELETE /invites/${mine.id}`, { as: owner.cookie })).toMatchObject({ status: 404 });
  });
});

describe("signing in", async () => {
  const { url } = await createTestDatabase();
  const parley = open(url);
  await parley.get("accounts.create", "POST /accounts", { body: ada });
  const signIn = (email: string, secret: string, address = Math.random().toString()) =>
    parley.facade.signIn({ email, password: secret, address, userAgent: "a test" });

  test("the right password begins a session, whatever the e-mail's case", async () => {
    const signedIn = await signIn("ADA@example.org", password);
    if (!signedIn) throw new Error("It was the right password.");
    const as = await parley.cookieOf(signedIn);
    expect(await parley.get("me.get", "GET /me", { as })).toMatchObject({
      user: { name: "Ada" },
      email: "ada@example.org",
    });
    expect(await parley.facade.visitor(as.cookie ?? "")).toMatchObject({
      user: { name: "Ada" },
      workspace: { name: "Parley" },
    });
    await parley.facade.signOut(signedIn.sessionId);
    expect(await parley.ask("GET /me", { as })).toMatchObject({ status: 401 });
    expect(await parley.facade.visitor(as.cookie ?? "")).toBeNull();
  });

  test("a wrong password, an unknown e-mail and what is no e-mail are answered alike", async () => {
    expect(await signIn("ada@example.org", "wrong")).toBeNull();
    expect(await signIn("nobody@example.org", password)).toBeNull();
    expect(await signIn("ada", password)).toBeNull();
    expect(await signIn("ada@example.org", "")).toBeNull();
  });

  test("an account without a password, a bot and a deactivated person do not sign in", async () => {
    const [oidcOnly, bot, gone] = [await parley.person(), await parley.person(), await parley.person()];
    const { password_hash: hash } = (
      await parley.pool.query("SELECT password_hash FROM users WHERE email = 'ada@example.org'")
    ).rows[0];
    await parley.pool.query("UPDATE users SET password_hash = $1, bot = true WHERE id = $2", [hash, bot.id]);
    await parley.pool.query("UPDATE users SET password_hash = $1, deactivated_at = now() WHERE id = $2", [
      hash,
      gone.id,
    ]);
    for (const { email } of [oidcOnly, bot, gone]) expect(await signIn(email, password)).toBeNull();
  });

  test("who signs in with the old password while a new one is being set is not let in", async () => {
    const grace = await parley.person();
    await parley.pool.query(
      "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email = 'ada@example.org') WHERE id = $1",
      [grace.id],
    );
    const waits = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    const client = await parley.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE users SET password_hash = 'another' WHERE id = $1", [grace.id]);
      const late = signIn(grace.email, password);
      await until("it waits for the new password, or is let in", async () => {
        const sessions = await parley.identity.sessions.list(grace.id);
        return sessions.length > 1 || (await parley.pool.query(waits)).rowCount === 1;
      });
      await client.query("UPDATE sessions SET revoked_at = now() WHERE user_id = $1", [grace.id]);
      await client.query("COMMIT");
      expect(await late).toBeNull();
      expect(await parley.identity.sessions.list(grace.id)).toEqual([]);
    } finally {
      client.release();
    }
  });

  test("a token that is being made while its maker is deactivated is no token, though they come back", async () => {
    const leaver = await parley.person();
    const waits = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    const tokens = () => parley.pool.query("SELECT FROM access_tokens WHERE user_id = $1", [leaver.id]);
    const client = await parley.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [leaver.id]);
      const late = parley.ask("POST /tokens", { as: leaver.cookie, body: { name: "late" } });
      await until("it waits for the deactivation, or is made", async () => {
        return (await tokens()).rowCount === 1 || (await parley.pool.query(waits)).rowCount === 1;
      });
      await client.query("UPDATE sessions SET revoked_at = now() WHERE user_id = $1", [leaver.id]);
      await client.query("COMMIT");
      expect(await late).toMatchObject({ status: 401 });
      expect((await tokens()).rowCount).toBe(0);
    } finally {
      client.release();
    }
  });

  test("a token needs the session, or the password, that its maker came with", async () => {
    const maker = await parley.person();
    const make = (by: Parameters<typeof parley.identity.tokens.create>[0]["by"]) =>
      parley.identity.tokens.create({
        id: randomUUID(),
        userId: maker.id,
        name: "bot",
        digest: new Uint8Array(randomBytes(32)),
        by,
      });
    const ended = expect.objectContaining({ code: "unauthenticated" });
    await make({ kind: "session", sessionId: maker.sessionId });
    await expect(make({ kind: "password", passwordHash: "an older one" })).rejects.toEqual(ended);
    await parley.identity.sessions.end(maker.sessionId);
    await expect(make({ kind: "session", sessionId: maker.sessionId })).rejects.toEqual(ended);
  });

  test("nobody has more than 100 tokens or 100 working invites, though many are asked for at once", async () => {
    const hoarder = await parley.person();
    await parley.pool.query(
      "INSERT INTO access_tokens (id, user_id, name, hash) SELECT gen_random_uuid(), $1, 'bot', uuid_send(gen_random_uuid()) FROM generate_series(1, 98)",
      [hoarder.id],
    );
    await parley.pool.query(
      `INSERT INTO invites (id, workspace_id, created_by_id, hash, role, expires_at)
       SELECT gen_random_uuid(), workspace_id, id, uuid_send(gen_random_uuid()), 'member', now() + interval '1 day'
       FROM users, generate_series(1, 98) WHERE id = $1`,
      [hoarder.id],
    );
    for (const [line, body] of [["POST /tokens", { name: "bot" }] as const, ["POST /invites", {}] as const]) {
      const asks = Array.from({ length: 6 }, () => parley.ask(line, { as: hoarder.cookie, body }));
      const statuses = (await Promise.all(asks)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([201, 201, 409, 409, 409, 409]);
    }
  });

  test("who guesses at one account from one address has to wait, and others don't", async () => {
    const limited = expect.objectContaining({ code: "rateLimited" });
    for (let n = 0; n < 10; n++) expect(await signIn("ada@example.org", "guess", "192.0.2.2")).toBeNull();
    await expect(signIn("ada@example.org", password, "192.0.2.2")).rejects.toEqual(limited);
    expect(await signIn("ada@example.org", password, "192.0.2.3")).not.toBeNull();
  });

  test("who guesses at many accounts from one address has to wait", async () => {
    const guesses = Array.from({ length: 61 }, (_, n) => signIn(`p${n}@example.org`, "guess", "192.0.2.4"));
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  });

  test("AUTH-5: Basic is enough to begin with a token, is limited like signing in, and is good for nothing else", async () => {
    const as = basic("ada@example.org", password);
    const { token } = await parley.get("tokens.create", "POST /tokens", { as, body: { name: "laptop" } });
    expect(await parley.ask("GET /me", { as: { authorization: `Bearer ${token}` } })).toMatchObject({ status: 200 });
    expect(await parley.get("tokens.list", "GET /tokens", { as })).toMatchObject({ tokens: [{ name: "laptop" }] });
    expect(await parley.ask("GET /me", { as })).toMatchObject({ status: 401 });
    const wrong = { as: basic("ada@example.org", "guess"), body: { name: "x" }, address: "192.0.2.5" };
    for (let n = 0; n < 10; n++) expect(await parley.ask("POST /tokens", wrong)).toMatchObject({ status: 401 });
    expect(await parley.ask("POST /tokens", { ...wrong, as })).toMatchObject({ status: 429 });
    for (const authorization of ["Basic", "Basic x", `Basic ${btoa("nocolon")}`, `Basic ${btoa(":")}`])
      expect(await parley.ask("POST /tokens", { as: { authorization }, body: { name: "x" } })).toMatchObject({
        status: 401,
      });
  });
});

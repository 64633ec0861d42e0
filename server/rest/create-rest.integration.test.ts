import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultLimits, liftedLimits } from "#contract/limits.ts";
import { restRoutes } from "#contract/rest.ts";
import { liveConnections } from "#server/gateway/live-connections.ts";
import { createPictureEncoder } from "#server/pictures/picture-encoder.ts";
import { createIntegrationStore } from "#server/store/integration-store.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createParley, type Person } from "#test/support/parley.ts";
import { createRates } from "./rates.ts";

const { url } = await createTestDatabase();
const parley = createParley(url);
afterAll(() => parley.close());
const ada = await parley.person("owner");
const someId = "0193a1b2-0000-7000-8000-000000000001";

describe.each(Object.entries(restRoutes))("%s", (_, route) => {
  const path = route.path.replace(/\{(id|\w+Id)\}/g, someId).replace(/\{\w+\}/g, "nowhere");
  const line = `${route.method} ${path}`;
  // Each route has a person of its own, so that no limit of one person is met; an admin, so that none is refused for who asks.
  let ada: Person;
  beforeAll(async () => {
    ada = await parley.person("admin");
  });

  test("who has no identity is 401, where one is needed", async () => {
    const { status, headers } = await parley.ask(line, { body: route.method === "GET" ? undefined : {} });
    if (route.auth === "none") expect(status).not.toBe(401);
    else {
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  test("AUTH-3: a foreign page's request changes nothing, though the cookie comes along", async () => {
    const headers = { origin: "https://evil.example.org" };
    const { status } = await parley.ask(line, {
      as: ada.cookie,
      headers,
      body: route.method === "GET" ? undefined : {},
    });
    if (route.method === "GET") expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });

  if ("body" in route)
    test.each([
      ["no object", "[]"],
      ["no JSON", "{"],
      ["null", "null"],
      [
        "of wrong fields",
        '{"name":1,"email":1,"text":{},"role":"king","kind":0,"reset":0,"password":null,"expiresInHours":"x","deactivated":"no","muted":"no"}',
      ],
    ])("a body that is %s is 422", async (_title, body) => {
      const answer = await parley.ask(line, { as: ada.cookie, body });
      expect(answer).toMatchObject({ status: 422, body: { code: "invalidPayload" } });
    });
});

const tooLarge = { status: 413, body: { code: "payloadTooLarge", status: 413 } };

test("a body over 64 KiB is 413, told or not", async () => {
  const body = JSON.stringify({ name: "x".repeat(64 * 1024) });
  expect(await parley.ask("PATCH /me", { as: ada.cookie, body })).toMatchObject(tooLarge);
  const exact = JSON.stringify({ name: "Ada", filler: "" });
  const full = JSON.stringify({ name: "Ada", filler: "x".repeat(64 * 1024 - exact.length) });
  expect(await parley.ask("PATCH /me", { as: ada.cookie, body: full })).toMatchObject({ status: 200 });
});

test("of an endless body no more than the limit is read", async () => {
  let sent = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
    cancel() {
      cancelled = true;
    },
  });
  const headers = { ...ada.cookie, origin: "http://localhost:3000", "content-type": "application/json" };
  // `duplex` is asked for by Node, and unknown to the browser's types.
  const init = { method: "PATCH", headers, body: stream, duplex: "half" };
  const response = await parley.facade.rest(new Request("http://localhost:3000/api/v1/me", init));
  expect(response.status).toBe(413);
  expect(cancelled).toBe(true);
  expect(sent).toBeLessThan(70 * 1024);
});

test("who is refused is not read at all", async () => {
  const body = JSON.stringify({ name: "x".repeat(64 * 1024) });
  expect(await parley.ask("PATCH /me", { body })).toMatchObject({ status: 401 });
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
  "a body of type %j is 422",
  async (type) => {
    const answer = await parley.ask("PATCH /me", {
      as: ada.cookie,
      body: { name: "Ada" },
      headers: { "content-type": type },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalidPayload" } });
  },
);

test("what is wrong is said field by field", async () => {
  const answer = await parley.ask("POST /accounts", { body: { name: "", email: "ada", password: "short" } });
  expect(answer.body).toEqual({
    type: "urn:parley:problem:invalidPayload",
    title: "Invalid payload",
    status: 422,
    detail: expect.stringContaining("password"),
    code: "invalidPayload",
    issues: [
      { path: "name", message: expect.any(String) },
      { path: "email", message: expect.any(String) },
      { path: "password", message: "at least 8 characters" },
    ],
  });
});

test.each([
  "/rooms/general/messages?limit=0",
  "/rooms/general/messages?before=1&after=2",
  "/rooms/general/messages?before=-1",
  "/rooms/general/changes",
  "/rooms?browse=perhaps",
  "/users?limit=x",
])("the query of %s is 422", async (path) => {
  expect(await parley.ask(`GET ${path}`, { as: ada.cookie })).toMatchObject({
    status: 422,
    body: { code: "invalidPayload" },
  });
});

test("an unknown path is 404 and an unknown method 405, which says what there is", async () => {
  expect(await parley.ask("GET /nothing")).toMatchObject({ status: 404, body: { code: "notFound", status: 404 } });
  const answer = await parley.ask("PUT /tokens");
  expect(answer).toMatchObject({ status: 405, body: { code: "notFound", status: 405 } });
  expect(answer.headers.get("allow")).toBe("POST, GET, HEAD, OPTIONS");
});

test("OPTIONS tells the methods, and HEAD answers as GET without a body", async () => {
  const options = await parley.ask("OPTIONS /me");
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, PATCH, HEAD, OPTIONS"]);
  const head = await parley.ask("HEAD /me", { as: ada.cookie });
  expect(head).toMatchObject({ status: 200, body: null });
  expect(head.headers.get("content-type")).toContain("application/json");
  expect(await parley.ask("HEAD /me")).toMatchObject({ status: 401, body: null });
});

test("no answer is kept by anyone on its way, nor its type guessed, nor taken for a page", async () => {
  for (const line of ["GET /me", "GET /nothing", "PUT /tokens", "OPTIONS /me"]) {
    const { headers } = await parley.ask(line);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("what goes wrong inside is told to the log, and to the caller only that it did", async () => {
  const errors: unknown[] = [];
  const { createRest } = await import("./create-rest.ts");
  const rest = createRest({
    settings: { publicUrl: "http://localhost:3000", registration: "invite", setupRequired: false, oidcName: undefined },
    auth: parley.auth,
    store: {
      ...parley.identity,
      accounts: { ...parley.identity.accounts, workspace: () => Promise.reject(new Error("secret detail")) },
    },
    integrations: createIntegrationStore(parley.pool),
    domain: parley.domain,
    connections: liveConnections({ connections: new Map(), node: "test" }),
    rates: createRates(defaultLimits),
    encodePicture: createPictureEncoder(),
    onError: (error) => errors.push(error),
  });
  const response = await rest(new Request("http://localhost:3000/api/v1/server"));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret detail");
  expect(errors).toHaveLength(1);
});

test("what goes wrong inside is told to the log with whom it concerned, and over which route", async () => {
  const grace = await parley.person();
  const told: unknown[] = [];
  const { createRest } = await import("./create-rest.ts");
  const rest = createRest({
    settings: { publicUrl: "http://localhost:3000", registration: "invite", setupRequired: false, oidcName: undefined },
    auth: parley.auth,
    store: parley.identity,
    integrations: createIntegrationStore(parley.pool),
    domain: { ...parley.domain, sendMessage: () => Promise.reject(new Error("the disk is full")) },
    connections: liveConnections({ connections: new Map(), node: "test" }),
    rates: createRates(defaultLimits),
    encodePicture: createPictureEncoder(),
    onError: (_, about) => told.push(about),
  });
  const asked = new Request("http://localhost:3000/api/v1/rooms/general/messages", {
    method: "POST",
    headers: { ...grace.cookie, origin: "http://localhost:3000", "content-type": "application/json" },
    body: JSON.stringify({ text: "hello", requestId: "r-1" }),
  });
  expect((await rest(asked)).status).toBe(500);
  expect(told).toEqual([{ route: "messages.create", user: grace.id, request: "r-1" }]);
});

test("a person sends 15 messages at once by REST, then 5 a second; LIMITS=off lifts that", async () => {
  const grace = await parley.person();
  const { room } = await parley.get("rooms.create", "POST /rooms", {
    as: grace.cookie,
    body: { name: "Fast", kind: "public" },
  });
  const send = (to: typeof parley) =>
    to.ask(`POST /rooms/${room.roomId}/messages`, { as: grace.cookie, body: { text: "hi" } });
  const answers = await Promise.all(Array.from({ length: 35 }, () => send(parley)));
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(15);
  expect(answers.find(({ status }) => status !== 201)).toMatchObject({ status: 429, body: { code: "rateLimited" } });
  const lifted = createParley(url, { limits: liftedLimits });
  const free = await Promise.all(Array.from({ length: 50 }, () => send(lifted)));
  expect(free.every(({ status }) => status === 201)).toBe(true);
  await lifted.close();
});

test("a person changes things at most 40 times at once, and reads as they like", async () => {
  const alan = await parley.person();
  const rename = () => parley.ask("PATCH /me", { as: alan.cookie, body: {} });
  const statuses = (await Promise.all(Array.from({ length: 150 }, rename))).map(({ status }) => status);
  expect(statuses).toContain(200);
  expect(statuses).toContain(429);
  const reads = await Promise.all(Array.from({ length: 60 }, () => parley.ask("GET /me", { as: alan.cookie })));
  expect(reads.every(({ status }) => status === 200)).toBe(true);
});

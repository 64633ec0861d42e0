import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { defaultLimits, type Limits } from "#contract/limits.ts";
import { type RouteId, restRoutes } from "#contract/rest.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createParley, type Person } from "#test/support/parley.ts";

const { url } = await createTestDatabase();
const parley = createParley(url);
afterAll(() => parley.close());
await parley.person("owner");

const makeRoom = async (owner: Person, input: object = {}) =>
  (
    await parley.get("rooms.create", "POST /rooms", {
      as: owner.cookie,
      body: { name: "Engineering", kind: "private", ...input },
    })
  ).room;
const say = (person: Person, roomId: string, text: string) =>
  parley.get("messages.create", `POST /rooms/${roomId}/messages`, { as: person.cookie, body: { text } });

/** A private room of Ada's with Grace in it, and everything one could ask of it. */
async function scene() {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const room = await makeRoom(ada, { memberIds: [grace.id] });
  await say(ada, room.roomId, "hello");
  return { ada, grace, room, path: `/rooms/${room.roomId}` };
}

const requests = (path: string, userId: string): Partial<Record<RouteId, [line: string, body?: object]>> => ({
  "rooms.get": [`GET ${path}`],
  "rooms.update": [`PATCH ${path}`, { topic: "mine" }],
  "rooms.join": [`POST ${path}/join`],
  "rooms.leave": [`POST ${path}/leave`],
  "members.list": [`GET ${path}/members`],
  "members.put": [`PUT ${path}/members/${userId}`, { role: "member" }],
  "members.delete": [`DELETE ${path}/members/${userId}`],
  "preferences.update": [`PATCH ${path}/preferences`, { muted: true }],
  "messages.list": [`GET ${path}/messages`],
  "messages.create": [`POST ${path}/messages`, { text: "hi" }],
  "changes.list": [`GET ${path}/changes?since=0`],
});

test("a room's life by REST: made, found, joined, spoken in, renamed, archived, left", async () => {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const room = await makeRoom(ada, { name: "Research", kind: "public" });
  expect(room).toMatchObject({ slug: "research", kind: "public", history: "all" });
  const browse = await parley.get("rooms.list", "GET /rooms?browse=true", { as: grace.cookie });
  expect(browse.rooms.map(({ roomId }) => roomId)).toContain(room.roomId);
  expect((await parley.get("rooms.list", "GET /rooms", { as: grace.cookie })).rooms).toEqual([]);

  const joined = await parley.get("rooms.join", "POST /rooms/research/join", { as: grace.cookie });
  expect(joined.room).toMatchObject({ roomId: room.roomId, joinedSeq: 2, head: 2 });
  const { message } = await say(grace, "research", "Good morning");
  expect(message).toMatchObject({ roomId: room.roomId, authorId: grace.id, seq: 3, text: "Good morning" });
  const page = await parley.get("messages.list", "GET /rooms/research/messages?limit=1", { as: ada.cookie });
  expect(page).toEqual({ messages: [message], head: 3, hasBefore: false, hasAfter: false });
  const members = await parley.get("members.list", "GET /rooms/research/members", { as: ada.cookie });
  expect(members.members.map(({ userId, role }) => ({ userId, role }))).toEqual(
    expect.arrayContaining([
      { userId: ada.id, role: "owner" },
      { userId: grace.id, role: "member" },
    ]),
  );
  const { member } = await parley.get("members.put", `PUT /rooms/research/members/${grace.id}`, {
    as: ada.cookie,
    body: { role: "moderator" },
  });
  expect(member).toMatchObject({ role: "moderator", changedSeq: 4 });
  const renamed = await parley.get("rooms.update", "PATCH /rooms/research", {
    as: grace.cookie,
    body: { name: "R & D" },
  });
  expect(renamed.room).toMatchObject({ slug: "research", name: "R & D" });
  const changes = await parley.get("changes.list", "GET /rooms/research/changes?since=3", { as: grace.cookie });
  expect(changes).toMatchObject({
    status: "caughtUp",
    head: 5,
    payload: { room: { name: "R & D" }, members: [{ role: "moderator" }] },
  });
  expect(await parley.ask("POST /rooms/research/leave", { as: grace.cookie })).toMatchObject({ status: 204 });
  await parley.get("rooms.update", "PATCH /rooms/research", { as: ada.cookie, body: { archived: true } });
  expect(
    await parley.ask("POST /rooms/research/messages", { as: ada.cookie, body: { text: "too late" } }),
  ).toMatchObject({ status: 409 });
});

test("a message's key used again answers 200 with the same message, and with another text is a conflict (ENV-5)", async () => {
  const { ada, path } = await scene();
  const send = (text: string) =>
    parley.ask(`POST ${path}/messages`, { as: ada.cookie, body: { text, requestId: "once" } });
  const first = await send("once");
  expect(first.status).toBe(201);
  expect(await send("once")).toMatchObject({ status: 200, body: first.body });
  expect(await send("twice")).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("a direct room of the same people is the same room", async () => {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const direct = (actor: Person, other: Person) =>
    parley.ask("POST /rooms", { as: actor.cookie, body: { kind: "direct", memberIds: [other.id] } });
  const made = await direct(ada, grace);
  expect(made.status).toBe(201);
  const found = await direct(grace, ada);
  expect(found.status).toBe(200);
  const idOf = (body: unknown) => restRoutes["rooms.create"].answer.parse(body).room.roomId;
  expect(idOf(found.body)).toBe(idOf(made.body));
});

test("a stranger is told to sign in, whatever they ask", async () => {
  const { path, grace } = await scene();
  for (const [line, body] of Object.values(requests(path, grace.id)))
    expect([line, (await parley.ask(line, { body })).status]).toEqual([line, 401]);
});

test.each(["member", "guest", "admin", "owner"] as const)(
  "a private room does not exist for a %s who is not in it",
  async (role) => {
    const { path, grace, room } = await scene();
    const outsider = await parley.person(role);
    for (const [line, body] of Object.values(requests(path, grace.id))) {
      const answer = await parley.ask(line, { as: outsider.cookie, body });
      expect([line, answer.status, answer.body]).toEqual([line, 404, expect.objectContaining({ code: "notFound" })]);
    }
    const missing = await parley.ask(`GET /rooms/${randomUUID()}`, { as: outsider.cookie });
    expect(missing.body).toEqual((await parley.ask(`GET ${path}`, { as: outsider.cookie })).body);
    for (const query of ["", "?browse=true", "?q=eng"])
      expect(JSON.stringify((await parley.ask(`GET /rooms${query}`, { as: outsider.cookie })).body)).not.toContain(
        room.roomId,
      );
  },
);

test("SEQ-7: for a removed member the room is gone, and they are not let in again by asking", async () => {
  const { path, ada, grace } = await scene();
  expect(await parley.ask(`DELETE ${path}/members/${grace.id}`, { as: ada.cookie })).toMatchObject({ status: 204 });
  // Leaving again is as good as having left.
  const { "rooms.leave": _, ...others } = requests(path, ada.id);
  for (const [line, body] of Object.values(others))
    expect([line, (await parley.ask(line, { as: grace.cookie, body })).status]).toEqual([line, 404]);
});

test("preferences that are none are refused, and change nothing", async () => {
  const { path, ada } = await scene();
  for (const body of [{ notify: "sometimes" }, { muted: "yes" }, { favourite: null }, { muted: true, notify: 1 }, []])
    expect(await parley.ask(`PATCH ${path}/preferences`, { as: ada.cookie, body })).toMatchObject({
      status: 422,
      body: { code: "invalidPayload" },
    });
  const { room } = await parley.get("rooms.get", `GET ${path}`, { as: ada.cookie });
  expect(room.preferences).toEqual({ notify: "mentions", muted: false, favourite: false });
});

test("another site's page chooses nothing and marks nothing read in its visitor's name", async () => {
  const { path, ada } = await scene();
  const headers = { origin: "https://evil.example" };
  for (const line of [`PATCH ${path}/preferences`, "POST /me/read"])
    expect(await parley.ask(line, { as: ada.cookie, headers, body: {} })).toMatchObject({ status: 403 });
});

test("a page turns at one place only, and that is a number or a time", async () => {
  const { path, ada } = await scene();
  const now = encodeURIComponent("2026-04-10T12:30:00+02:00");
  const ask = (query: string) => parley.ask(`GET ${path}/messages?${query}`, { as: ada.cookie });
  expect(await ask(`at=${now}`)).toMatchObject({ status: 200 });
  for (const query of [
    `at=${now}&around=1`,
    `at=${now}&before=3`,
    "before=3&after=1",
    "at=yesterday",
    "at=",
    "around=x",
  ])
    expect([query, await ask(query)]).toMatchObject([query, { status: 422, body: { code: "invalidPayload" } }]);
});

test("a guest sees the rooms they were added to, and no public one besides", async () => {
  const [ada, guest] = [await parley.person(), await parley.person("guest")];
  const [open, shared] = [
    await makeRoom(ada, { name: "Open", kind: "public" }),
    await makeRoom(ada, { memberIds: [guest.id] }),
  ];
  for (const [line, body] of Object.values(requests(`/rooms/${open.roomId}`, ada.id)))
    expect([line, (await parley.ask(line, { as: guest.cookie, body })).status]).toEqual([line, 404]);
  expect((await parley.get("rooms.list", "GET /rooms?browse=true", { as: guest.cookie })).rooms).toEqual([]);
  expect((await parley.get("rooms.get", `GET /rooms/${shared.roomId}`, { as: guest.cookie })).room.name).toBe(
    "Engineering",
  );
});

test("a member may speak, but neither rename, nor add roles, nor remove others", async () => {
  const { path, ada, grace } = await scene();
  await say(grace, path.slice("/rooms/".length), "hi");
  expect(await parley.ask(`PATCH ${path}`, { as: grace.cookie, body: { name: "Mine" } })).toMatchObject({
    status: 403,
  });
  expect(await parley.ask(`PATCH ${path}`, { as: grace.cookie, body: { archived: true } })).toMatchObject({
    status: 403,
  });
  expect(
    await parley.ask(`PUT ${path}/members/${grace.id}`, { as: grace.cookie, body: { role: "owner" } }),
  ).toMatchObject({ status: 403 });
  expect(await parley.ask(`DELETE ${path}/members/${ada.id}`, { as: grace.cookie })).toMatchObject({ status: 403 });
});

test("rooms are looked for by any text, be it none that a name could have", async () => {
  const ada = await parley.person();
  await makeRoom(ada, { name: "100% sure", kind: "public" });
  const names = async (q: string) =>
    (await parley.get("rooms.list", `GET /rooms?browse=true&q=${encodeURIComponent(q)}`, { as: ada.cookie })).rooms.map(
      ({ name }) => name,
    );
  expect(await names("0% S")).toEqual(["100% sure"]);
  expect(await names("1_0")).toEqual([]);
  expect(await names("100\u0000%")).toEqual(["100% sure"]);
});

test("a room that could be taken for an id is not made, and one of such a name goes by another slug", async () => {
  const ada = await parley.person();
  const id = "0193a1b2-ffff-f000-0000-00000000000a";
  const asked = { name: "Odd", slug: id, kind: "private" };
  expect(await parley.ask("POST /rooms", { as: ada.cookie, body: asked })).toMatchObject({
    status: 422,
    body: { issues: [{ path: "slug" }] },
  });
  const room = await makeRoom(ada, { name: id });
  expect(room.slug).toBe(`${id}-2`);
  expect((await parley.get("rooms.get", `GET /rooms/${room.slug}`, { as: ada.cookie })).room.roomId).toBe(room.roomId);
});

test("nobody makes rooms faster than a person would, unless limits are off", async () => {
  const [ada, commandsBurst] = [await parley.person(), 1_000];
  const askAtMost = async (count: number, limits: Limits) => {
    const busy = createParley(url, { limits });
    for (let made = 0; made < count; made++) {
      const { status, body } = await busy.ask("POST /rooms", { as: ada.cookie, body: { kind: "direct" } });
      if (status === 429) return busy.close().then(() => ({ made, body }));
    }
    return busy.close().then(() => ({ made: count, body: null }));
  };
  const { made, body } = await askAtMost(80, { ...defaultLimits, commandsBurst });
  expect(body).toMatchObject({ code: "rateLimited", retryAfterMs: expect.any(Number) });
  expect(made).toBeGreaterThanOrEqual(60);
  expect(await askAtMost(80, { ...defaultLimits, commandsPerSecond: null })).toEqual({ made: 80, body: null });
});

test("nobody is in more than 2,000 rooms, however they would get there", async () => {
  const [ada, full] = [await parley.person(), await parley.person()];
  const lobby = await makeRoom(ada, { name: "Lobby", kind: "public" });
  await parley.pool.query(
    `WITH made AS (
       INSERT INTO rooms (id, workspace_id, slug, name, kind, head)
       SELECT gen_random_uuid(), workspace_id, 'crowd-' || n, 'Crowd', 'private', 1
       FROM users, generate_series(1, 1999) n WHERE users.id = $1
       RETURNING id)
     INSERT INTO memberships (room_id, user_id, changed_seq, joined_seq) SELECT id, $1, 1, 1 FROM made`,
    [full.id],
  );
  const last = await makeRoom(full, { name: "The last one" });
  const refused = { status: 409, body: { code: "conflict" } };
  const post = (as: Person, path: string, body: object) => parley.ask(`POST ${path}`, { as: as.cookie, body });
  expect(await post(full, "/rooms", { name: "More", kind: "private" })).toMatchObject(refused);
  expect(await post(ada, "/rooms", { name: "More", kind: "private", memberIds: [full.id] })).toMatchObject(refused);
  expect(await post(ada, "/rooms", { kind: "direct", memberIds: [full.id] })).toMatchObject(refused);
  expect(await parley.ask(`POST /rooms/${lobby.roomId}/join`, { as: full.cookie })).toMatchObject(refused);
  const add = { as: ada.cookie, body: { role: "member" } };
  expect(await parley.ask(`PUT /rooms/${lobby.roomId}/members/${full.id}`, add)).toMatchObject(refused);
  expect(await parley.ask(`POST /rooms/${last.roomId}/leave`, { as: full.cookie })).toMatchObject({ status: 204 });
  expect(await parley.ask(`POST /rooms/${lobby.roomId}/join`, { as: full.cookie })).toMatchObject({ status: 200 });
});

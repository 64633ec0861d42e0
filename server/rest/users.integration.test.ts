import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { createParley, type Person } from "#test/support/parley.ts";

const { url } = await createTestDatabase();
const parley = createParley(url);
afterAll(() => parley.close());
const owner = await parley.person("owner");
const admin = await parley.person("admin");
const member = await parley.person("member");

const change = (actor: Person, target: Person, body: object) =>
  parley.ask(`PATCH /users/${target.id}`, { as: actor.cookie, body });
const namesFor = async (person: Person, query = "") =>
  (await parley.get("users.list", `GET /users${query}`, { as: person.cookie })).users.map(({ id }) => id);

test("people are found by a part of their name", async () => {
  const ada = await parley.person();
  await parley.identity.accounts.rename(ada.id, "Ada 100% Lovelace_");
  expect(await namesFor(member, "?q=100%25%20love")).toEqual([ada.id]);
  expect(await namesFor(member, "?q=LACE_")).toEqual([ada.id]);
  expect(await namesFor(member, "?q=100x")).toEqual([]);
  expect(await namesFor(member, "?q=a%00")).toEqual(expect.any(Array));
  expect(await namesFor(member)).toEqual(expect.arrayContaining([owner.id, admin.id, member.id, ada.id]));
  expect(await namesFor(member, "?limit=1")).toHaveLength(1);
});

test("a guest knows only those whom they share a room with", async () => {
  const [guest, friend, stranger] = [await parley.person("guest"), await parley.person(), await parley.person()];
  expect(await namesFor(guest)).toEqual([guest.id]);
  const body = { name: "Project", kind: "private", memberIds: [guest.id] };
  await parley.get("rooms.create", "POST /rooms", { as: friend.cookie, body });
  const known = await namesFor(guest);
  expect(known.sort()).toEqual([guest.id, friend.id].sort());
  expect(known).not.toContain(stranger.id);
});

test("admins give roles and deactivate, and everyone concerned is told", async () => {
  const ada = await parley.person();
  expect(await change(admin, ada, { role: "admin" })).toMatchObject({ status: 200, body: { user: { role: "admin" } } });
  expect(await change(admin, ada, { deactivated: true })).toMatchObject({
    body: { user: { deactivatedAt: expect.any(String) } },
  });
  expect(parley.published).toContainEqual(expect.objectContaining({ kind: "neighbours", userId: ada.id }));
  const before = parley.published.length;
  expect(await change(admin, ada, { deactivated: true })).toMatchObject({ status: 200 });
  expect(parley.published).toHaveLength(before);
  const { body } = await change(admin, ada, { deactivated: false, role: "member" });
  expect(body).toEqual({ user: { id: ada.id, name: "A member", bot: false, role: "member" } });
});

test("a room whose last owner is deactivated goes to whoever is next, a shared one stays as it is", async () => {
  const [ada, grace, alan] = [await parley.person(), await parley.person(), await parley.person()];
  const makeRoom = (name: string) =>
    parley.get("rooms.create", "POST /rooms", {
      as: ada.cookie,
      body: { name, kind: "private", memberIds: [grace.id, alan.id] },
    });
  const [alone, shared] = [(await makeRoom("Alone")).room, (await makeRoom("Shared")).room];
  const give = (roomId: string, to: Person, role: string, as = ada) =>
    parley.ask(`PUT /rooms/${roomId}/members/${to.id}`, { as: as.cookie, body: { role } });
  await give(alone.roomId, alan, "moderator");
  await give(shared.roomId, grace, "owner");
  const rolesIn = async (roomId: string) => {
    const { members, head } = await parley.get("members.list", `GET /rooms/${roomId}/members`, { as: alan.cookie });
    const roleOf = ({ id }: Person) => members.find(({ userId }) => userId === id)?.role;
    return [roleOf(ada), roleOf(grace), roleOf(alan), head];
  };
  expect(await change(admin, ada, { deactivated: true })).toMatchObject({ status: 200 });
  expect(await rolesIn(alone.roomId)).toEqual(["owner", "member", "owner", 3]);
  expect(await rolesIn(shared.roomId)).toEqual(["owner", "owner", "member", 2]);
  expect(await give(alone.roomId, grace, "moderator", alan)).toMatchObject({ status: 200 });
  expect(parley.published).toContainEqual(
    expect.objectContaining({
      kind: "room",
      event: expect.objectContaining({ event: "member.updated", roomId: alone.roomId, seq: 3, actorId: admin.id }),
    }),
  );
});

test("members and guests change nobody, themselves included", async () => {
  const guest = await parley.person("guest");
  for (const actor of [member, guest])
    for (const target of [member, guest, owner])
      expect(await change(actor, target, { role: "admin" })).toMatchObject({ status: 403 });
});

test("admins can neither touch owners nor make them", async () => {
  expect(await change(admin, owner, { role: "member" })).toMatchObject({ status: 403 });
  expect(await change(admin, owner, { deactivated: true })).toMatchObject({ status: 403 });
  expect(await change(admin, member, { role: "owner" })).toMatchObject({ status: 403 });
  expect(await change(admin, admin, { role: "owner" })).toMatchObject({ status: 403 });
});

test("the server keeps an owner: the last one cannot be demoted, nor can two demote each other at once", async () => {
  expect(await change(owner, owner, { role: "member" })).toMatchObject({ status: 409 });
  expect(await change(owner, owner, { deactivated: true })).toMatchObject({ status: 409 });
  const second = await parley.person("owner");
  const both = await Promise.all([change(owner, second, { role: "admin" }), change(second, owner, { role: "admin" })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  const { rows } = await parley.pool.query("SELECT id FROM users WHERE role = 'owner'");
  expect(rows).toHaveLength(1);
  await parley.pool.query("UPDATE users SET role = 'owner' WHERE id = $1", [owner.id]);
});

test("whose role was just taken changes nobody any more", async () => {
  const fallen = await parley.person("admin");
  await change(owner, fallen, { role: "member" });
  expect(await change(fallen, member, { role: "guest" })).toMatchObject({ status: 403 });
});

test("another workspace's people do not exist", async () => {
  const other = await parley.person();
  await parley.pool.query(
    "INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, 'other', 'Other', now() + interval '1 hour')",
    [other.id],
  );
  await parley.pool.query("UPDATE users SET workspace_id = $1 WHERE id = $1", [other.id]);
  expect(await change(owner, other, { role: "admin" })).toMatchObject({ status: 404, body: { code: "notFound" } });
  expect(await namesFor(owner)).not.toContain(other.id);
});

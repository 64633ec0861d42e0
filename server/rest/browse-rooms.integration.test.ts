/** Public rooms, searched and read page by page. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { ListedRoom } from "#contract/rest-answers.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createParley, type Person } from "#test/support/parley.ts";

const { url } = await createTestDatabase();
// Hundreds of rooms are made faster than a person would.
const parley = createParley(url, { limited: false });
afterAll(() => parley.close());
const owner = await parley.person("owner");

type Query = { q?: string; limit?: number; after?: string };

const page = (as: Person, query: Query) =>
  parley.get("rooms.list", `GET /rooms?${new URLSearchParams({ browse: "true", ...texts(query) })}`, { as: as.cookie });
const texts = (query: Query) => Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

async function allPages(as: Person, query: Query): Promise<ListedRoom[]> {
  const rooms: ListedRoom[] = [];
  let after: string | undefined;
  do {
    const answer = await page(as, { ...query, ...(after !== undefined && { after }) });
    rooms.push(...answer.rooms);
    after = answer.next;
  } while (after !== undefined);
  return rooms;
}

async function actorOf({ id }: Person) {
  const user = await parley.prisma.user.findUniqueOrThrow({ where: { id } });
  return { id, workspaceId: user.workspaceId, name: user.name, role: user.role, bot: user.bot };
}
async function makeRoom(as: Person, input: { name: string; topic?: string; kind?: "public" | "private" }) {
  return (await parley.domain.createRoom(await actorOf(as), { kind: "public", ...input })).room;
}

const names = (rooms: readonly { name: string }[]) => rooms.map(({ name }) => name);

test("500 public rooms are read page by page: each once, by name, and no private one", async () => {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const mark = randomUUID().slice(0, 8);
  const { id, workspaceId } = await actorOf(ada);
  // Names that sort together, and many that are the same.
  const made = Array.from({ length: 500 }, (_, n) => ({
    id: randomUUID(),
    workspaceId,
    slug: `${mark}-${n}`,
    name: `${n % 3 === 0 ? "Same" : n % 3 === 1 ? `same ${n % 40}` : `Room ${n}`} ${mark}`,
    kind: n % 10 === 9 ? ("private" as const) : ("public" as const),
    head: 1,
    changedSeq: 1,
  }));
  await parley.prisma.room.createMany({ data: made });
  await parley.prisma.membership.createMany({
    data: made.map(({ id: roomId }) => ({ roomId, userId: id, role: "owner" as const, changedSeq: 1, joinedSeq: 1 })),
  });

  const found = await allPages(grace, { q: mark, limit: 37 });
  expect(found.every(({ kind }) => kind === "public")).toBe(true);
  expect(new Set(found.map(({ roomId }) => roomId)).size).toBe(450);
  expect(found).toHaveLength(450);
  const sorted = names(found).map((name) => name.toLowerCase());
  expect(sorted).toEqual([...sorted].sort());
  expect(found.every(({ memberCount, joinedSeq }) => memberCount === 1 && joinedSeq === undefined)).toBe(true);
  // Even to one who is in them, a list of public rooms has no private ones.
  expect(await allPages(ada, { q: mark, limit: 100 })).toHaveLength(450);
});

test("a page stays complete while rooms are made and archived, and ends where nothing follows", async () => {
  const [ada, grace] = [await parley.person(), await parley.person()];
  const mark = randomUUID().slice(0, 8);
  for (const letter of ["b", "d", "f", "h"]) await makeRoom(ada, { name: `${letter} ${mark}` });
  const first = await page(grace, { q: mark, limit: 2 });
  expect(names(first.rooms)).toEqual([`b ${mark}`, `d ${mark}`]);
  // What came before stays behind, and where one stands is no room that could go.
  await makeRoom(ada, { name: `a ${mark}` });
  await makeRoom(ada, { name: `e ${mark}` });
  const last = first.rooms[1]?.roomId ?? "";
  await parley.domain.updateRoom(await actorOf(ada), last, { name: `z ${mark}`, archived: true });
  const second = await page(grace, { q: mark, limit: 3, ...(first.next && { after: first.next }) });
  expect(names(second.rooms)).toEqual([`e ${mark}`, `f ${mark}`, `h ${mark}`]);
  expect(second).not.toHaveProperty("next");
});

test("a room is found by any part of its name or topic, without case and accents, and by no wildcard", async () => {
  const ada = await parley.person();
  const mark = randomUUID().slice(0, 8);
  const find = async (q: string) => names((await page(ada, { q, limit: 100 })).rooms);
  await makeRoom(ada, { name: `Café ${mark}`, topic: `ÜBER 50%_off\\ ${mark}!` });
  expect(await find(`cafe ${mark}`)).toEqual([`Café ${mark}`]);
  expect(await find(`CAFÉ ${mark}`)).toEqual([`Café ${mark}`]);
  expect(await find(`uber 50%_OFF\\ ${mark}!`)).toEqual([`Café ${mark}`]);
  for (const pattern of [`%${mark}`, `_${mark}`, `cafe%${mark}`, `.*${mark}`, `caf_ ${mark}`, `${mark}\\`])
    expect(await find(pattern)).toEqual([]);
});

test("who is in it is counted, and what one is in says so; a guest finds no room", async () => {
  const [ada, grace, guest] = [await parley.person(), await parley.person(), await parley.person("guest")];
  const mark = randomUUID().slice(0, 8);
  const { roomId } = await makeRoom(ada, { name: `Lobby ${mark}` });
  const joined = async (as: Person) => {
    const [room] = (await page(as, { q: mark, limit: 1 })).rooms;
    return { members: room?.memberCount, in: room?.joinedSeq !== undefined };
  };
  expect(await joined(grace)).toEqual({ members: 1, in: false });
  await parley.get("rooms.join", `POST /rooms/${roomId}/join`, { as: grace.cookie });
  expect(await joined(grace)).toEqual({ members: 2, in: true });
  await parley.get("rooms.leave", `POST /rooms/${roomId}/leave`, { as: grace.cookie });
  expect(await joined(ada)).toEqual({ members: 1, in: true });
  expect((await page(guest, { limit: 100 })).rooms).toEqual([]);
});

test("without a limit all come at once, uncounted, as they did before there were pages", async () => {
  const mark = randomUUID().slice(0, 8);
  await makeRoom(owner, { name: `Plain ${mark}` });
  const answer = await page(owner, { q: mark });
  expect(names(answer.rooms)).toEqual([`Plain ${mark}`]);
  expect(answer.rooms[0]).not.toHaveProperty("memberCount");
  expect(answer).not.toHaveProperty("next");
});

test.each([
  { limit: 0 },
  { limit: 101 },
  { q: "x".repeat(81) },
  { after: "" },
  { after: "nonsense" },
  { after: Buffer.from("0193f2a0-0000-7000-8000-000000000001\u0000").toString("base64url") },
])("%o is no page", async (query) => {
  const line = `GET /rooms?${new URLSearchParams({ browse: "true", ...texts(query) })}`;
  expect(await parley.ask(line, { as: owner.cookie })).toMatchObject({ status: 422, body: { code: "invalidPayload" } });
});

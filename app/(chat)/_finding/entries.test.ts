import { describe, expect, test } from "vitest";
import type { RoomState } from "#client/public.ts";
import type { MyRoom, User } from "#contract/entities.ts";
import { entriesOf, found } from "./entries.ts";

const me = "me";

const user = (name: string, more: Partial<User> = {}): User => ({
  id: name.toLowerCase(),
  name,
  bot: false,
  role: "member",
  ...more,
});

const room = (name: string, more: Partial<MyRoom> = {}): MyRoom => ({
  roomId: `id-${name}`,
  slug: name.toLowerCase().replaceAll(" ", "-"),
  name,
  topic: "",
  kind: "public",
  history: "all",
  changedSeq: 1,
  head: 1,
  ...more,
});

const direct = (...people: string[]): MyRoom =>
  room("", {
    roomId: `direct-${people.join("-")}`,
    slug: "",
    kind: "direct",
    memberIds: [me, ...people.map((name) => name.toLowerCase())],
  });

const state = (of: MyRoom, unread = 0): RoomState => ({
  room: of,
  cursor: 1,
  messages: [],
  loaded: false,
  hasBefore: true,
  excerpt: null,
  members: null,
  lastReadSeq: 1,
  unread,
  mentions: 0,
});

type World = { rooms?: RoomState[]; users?: User[]; browsed?: MyRoom[] };

/** Rooms by their names; direct ones by their people's, as ids have them. */
const world = ({ rooms = [], users = [], browsed = [] }: World) =>
  entriesOf({
    rooms,
    users,
    browsed,
    actions: [{ action: "settings", name: "Settings" }],
    me,
    nameOf: (of) => of.name || (of.memberIds ?? []).filter((id) => id !== me).join(", "),
  });

const find = (entries: ReturnType<typeof world>, query: string, recent: string[] = [], here: string | null = null) =>
  found(entries, query, recent, here).map(({ name }) => name);

describe("what there is to find", () => {
  test("a person stands there once: by the conversation with them, or to begin one", () => {
    const entries = world({
      rooms: [state(direct("Bo")), state(direct("Cy", "Dee"))],
      users: [user("Bo"), user("Cy"), user("Dee")],
    });
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "room bo",
      "room cy, dee",
      "person Cy",
      "person Dee",
      "action Settings",
    ]);
  });

  test("who left for good is found by the conversation that is left, and nobody begins one with them", () => {
    const gone = { deactivatedAt: "2026-11-22T10:00:00.000Z" };
    const entries = world({ rooms: [state(direct("Bo"))], users: [user("Bo", gone), user("Cy", gone)] });
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["room bo", "action Settings"]);
  });

  test("a public room that I am in is mine, not one to join", () => {
    const entries = world({ rooms: [state(room("Lobby"))], browsed: [room("Lobby"), room("Garden")] });
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "room Lobby",
      "public Garden",
      "action Settings",
    ]);
  });
});

describe("before anything is typed", () => {
  const entries = world({
    rooms: [
      state(room("Attic", { archivedAt: "2026-11-22T10:00:00.000Z" }), 1),
      state(room("Boats")),
      state(room("Canteen"), 3),
      state(room("Desk")),
      state(room("Harbour")),
    ],
    users: [user("Bo")],
    browsed: [room("Garden")],
  });

  test("where one was last comes first, then what is unread, then the rest by name, archived ones last", () => {
    expect(find(entries, "", ["/r/harbour", "/r/attic", "/r/desk"])).toEqual([
      "Harbour",
      "Desk",
      "Canteen",
      "Boats",
      "Attic",
    ]);
  });

  test("the room that one is in is left out: Enter goes back to the one before", () => {
    expect(find(entries, " ", ["/r/desk", "/r/harbour"], "/r/desk")[0]).toBe("Harbour");
  });
});

describe("by a few letters", () => {
  const entries = world({
    rooms: [
      state(room("Engine room")),
      state(room("Engineering")),
      state(room("Search engines"), 2),
      state(room("Old engine", { archivedAt: "2026-11-22T10:00:00.000Z" })),
      state(room("Renamed", { slug: "first-name" })),
      state(direct("Zoë Ångström")),
    ],
    users: [user("Enno"), user("Zoë Ångström")],
    browsed: [room("Engine testing")],
  });

  test("what begins so comes first, then what has a word that does, then what merely has these letters in this order", () => {
    expect(find(entries, "eng")).toEqual([
      "Engine room",
      "Engineering",
      "Engine testing",
      "Search engines",
      "Old engine",
      "zoë ångström",
      "Settings",
    ]);
    expect(find(entries, "egrng")).toEqual(["Engineering"]);
  });

  test("of equals the latest comes first, then what is unread", () => {
    expect(find(entries, "engine", ["/r/engineering"]).slice(0, 2)).toEqual(["Engineering", "Engine room"]);
    const quays = world({ rooms: [state(room("Quay A")), state(room("Quay B"), 1), state(room("Quay C"))] });
    expect(find(quays, "quay", ["/r/quay-c"])).toEqual(["Quay C", "Quay B", "Quay A"]);
  });

  test("the whole name comes before longer ones, however recent those are", () => {
    const both = world({ rooms: [state(room("Sale")), state(room("Sales"))] });
    expect(find(both, "sale", ["/r/sales"])).toEqual(["Sale", "Sales"]);
  });

  test("accents, cases and spaces around do not matter, and a room is found by its address, too", () => {
    expect(find(entries, "  ZOE ang ")).toEqual(["zoë ångström"]);
    expect(find(entries, "first-n")).toEqual(["Renamed"]);
  });

  test("what can be done is found as well, and nothing where nothing fits", () => {
    expect(find(entries, "sett")).toEqual(["Settings"]);
    expect(find(entries, "qqq")).toEqual([]);
  });

  test("the room that one is in is found by its name", () => {
    expect(find(entries, "engineering", [], "/r/engineering")).toEqual(["Engineering"]);
  });
});

test("a long list ends where nobody looks any further", () => {
  const rooms = Array.from({ length: 300 }, (_, n) => state(room(`Room ${n}`)));
  expect(find(world({ rooms }), "")).toHaveLength(40);
  expect(find(world({ rooms }), "room")).toHaveLength(40);
});

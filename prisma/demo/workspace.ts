/** The demo's whole database, made up in memory. */
import { beginning, moments } from "./calendar.ts";
import { company, type DemoRoom, type Name, people, rooms } from "./people.ts";
import { play } from "./play.ts";
import type { Random } from "./random.ts";
import { RoomHistory } from "./room-history.ts";
import { scripts } from "./scripts.ts";

/** By it a later start knows its own demo. */
export const workspaceId = "01936a00-0000-7000-8000-000000000001";

export type Rows = Readonly<Record<string, readonly object[]>>;

/** The rows of each table, in an order in which they can be inserted. */
export function makeWorkspace(now: Date, passwordHash: string, random: Random): Rows {
  const start = beginning(now);
  const ids = new Map<string, string>(people.map(({ name }) => [name, random.id(start)]));
  const idOf = (name: Name): string => ids.get(name) ?? "";
  const users = people.map(({ name, email, role }) => ({
    id: idOf(name),
    workspace_id: workspaceId,
    email,
    name,
    bot: email === null,
    role,
    password_hash: email === null ? null : passwordHash,
    created_at: start,
    changed_at: start,
  }));
  const lived = rooms.map((room) => ({ room, history: live(room, now, idOf, random) }));
  return {
    workspaces: [{ id: workspaceId, ...company, created_at: start }],
    users,
    rooms: lived.map(({ room, history }) => roomRow(room, history, start)),
    memberships: lived.flatMap(({ history }) => history.members),
    messages: lived.flatMap(({ history }) => history.messages),
    reactions: lived.flatMap(({ history }) => history.reactions),
  };
}

function live(room: DemoRoom, now: Date, idOf: (name: Name) => string, random: Random): RoomHistory {
  const history = new RoomHistory(random, random.id(beginning(now)));
  const there = room.members.slice(0, room.joinLater).map(idOf);
  const coming = room.members.slice(room.joinLater).map(idOf);
  there.forEach((userId, index) => {
    history.begin(userId, index === 0 && room.slug ? "owner" : "member");
  });
  if (room.topic) history.changeHeader();

  const bag = scripts[room.scripts] ?? [];
  let left: string[] = [];
  let free = new Date(0);
  for (const [index, moment] of moments(room.conversations, now, random).entries()) {
    const newcomer = index % 8 === 7 ? coming.shift() : undefined;
    if (newcomer) {
      history.join(newcomer);
      there.push(newcomer);
    }
    if (left.length === 0) left = random.shuffle(bag);
    const script = left.shift() ?? "";
    const begin = moment > free ? moment : new Date(free.getTime() + 60_000);
    free = play(history, script, castOf(room, there, script, idOf, random), begin, random);
  }
  history.leaveUnread();
  return history;
}

/** Anyone who is there; only builds and deployments are told by the robot, who plays B. */
function castOf(
  room: DemoRoom,
  there: readonly string[],
  script: string,
  idOf: (name: Name) => string,
  random: Random,
): string[] {
  const robot = idOf("Release robot");
  const cast = random.shuffle(there.filter((id) => id !== robot));
  if (room.scripts === "releases" && script.startsWith("B:")) cast.splice(1, 0, robot);
  return cast;
}

function roomRow(room: DemoRoom, { roomId, head, changedSeq, members }: RoomHistory, start: Date) {
  const direct = members.map(({ user_id }) => user_id).sort();
  return {
    id: roomId,
    workspace_id: workspaceId,
    slug: room.slug ?? null,
    name: room.name,
    topic: room.topic,
    kind: room.kind,
    history: "all",
    direct_key: room.slug ? null : direct.join(","),
    head,
    changed_seq: changedSeq,
    created_at: start,
  };
}

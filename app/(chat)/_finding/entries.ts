/** What the switcher finds, and in which order. */
import { matchSorter } from "match-sorter";
import { roomPath } from "#app/_gateway/address.ts";
import { othersOf } from "#app/_gateway/room-name.ts";
import type { RoomState } from "#client/public.ts";
import type { MyRoom, User } from "#contract/entities.ts";

export type Action = "createRoom" | "browse" | "direct" | "settings" | "markAllRead" | "keyboard";

export type Entry =
  | { readonly kind: "room"; readonly key: string; readonly name: string; readonly state: RoomState }
  /** With whom there is no conversation yet. */
  | { readonly kind: "person"; readonly key: string; readonly name: string; readonly user: User }
  /** A public one that I am not in. */
  | { readonly kind: "public"; readonly key: string; readonly name: string; readonly room: MyRoom }
  | { readonly kind: "action"; readonly key: string; readonly name: string; readonly action: Action };

type Input = {
  readonly rooms: Iterable<RoomState>;
  readonly users: Iterable<User>;
  readonly browsed: readonly MyRoom[];
  readonly actions: readonly { readonly action: Action; readonly name: string }[];
  readonly me: string;
  readonly nameOf: (room: MyRoom) => string;
};

export function entriesOf({ rooms, users, browsed, actions, me, nameOf }: Input): Entry[] {
  const mine = [...rooms];
  const known = new Set(mine.map(({ room }) => room.roomId));
  const met = new Set(mine.flatMap(({ room }) => (room.kind === "direct" ? alone(othersOf(room, me)) : [])));
  return [
    ...mine.map((state) => ({ kind: "room", key: state.room.roomId, name: nameOf(state.room), state }) as const),
    ...[...users]
      .filter((user) => !user.deactivatedAt && !met.has(user.id))
      .map((user) => ({ kind: "person", key: user.id, name: user.name, user }) as const),
    ...browsed
      .filter((room) => !known.has(room.roomId))
      .map((room) => ({ kind: "public", key: room.roomId, name: nameOf(room), room }) as const),
    ...actions.map(({ action, name }) => ({ kind: "action", key: action, name, action }) as const),
  ];
}
const alone = (others: readonly string[]): readonly string[] => (others.length === 1 ? others : []);

/** More than anybody looks through. */
const shown = 40;

/** Without a query where one was last, then what is unread; with one what fits best, of equals the latest. */
export function found(
  entries: readonly Entry[],
  query: string,
  recent: readonly string[],
  here: string | null,
): Entry[] {
  const wanted = query.trim();
  const age = new Map(recent.map((path, i) => [path, i]));
  const rank = (entry: Entry): number => {
    if (entry.kind === "action") return 4_000;
    if (entry.kind !== "room") return 3_000;
    const visited = age.get(roomPath(entry.state.room));
    if (entry.state.room.archivedAt) return 2_500;
    return visited ?? (entry.state.unread > 0 ? 1_000 : 2_000);
  };
  const byRank = [...entries].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  if (wanted !== "")
    return matchSorter(byRank, wanted, {
      keys: [(entry) => [...wordsOf(entry)]],
      baseSort: (a, b) => a.index - b.index,
    }).slice(0, shown);
  return byRank.filter((entry) => entry.kind === "room" && roomPath(entry.state.room) !== here).slice(0, shown);
}

function wordsOf(entry: Entry): readonly string[] {
  if (entry.kind === "room" && entry.state.room.slug) return [entry.name, entry.state.room.slug];
  return [entry.name];
}

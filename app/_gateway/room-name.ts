import type { Translator } from "#app/_text/translator.ts";
import type { MyRoom, User } from "#contract/entities.ts";

/** The people of a direct room other than me; only me in my own space. */
export function othersOf(room: MyRoom, me: string): string[] {
  const others = (room.memberIds ?? []).filter((id) => id !== me);
  return others.length > 0 ? others : [me];
}

/** What a room is called: a direct room by its people (its own name is empty). */
export function roomName(t: Translator, room: MyRoom, me: string, users: ReadonlyMap<string, User>): string {
  if (room.kind !== "direct") return room.name || room.slug;
  const others = othersOf(room, me);
  if (others.length === 1 && others[0] === me)
    return t("sidebar.self", { name: users.get(me)?.name ?? t("common.someone") });
  return others.map((id) => users.get(id)?.name ?? t("common.someone")).join(", ");
}

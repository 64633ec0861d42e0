import type { MyRoom, RoomRole, User } from "#contract/entities.ts";

/** What the server would allow, so that nothing is offered that would be refused. The server decides. */
export type Permissions = { readonly moderate: boolean; readonly own: boolean };

export function permissionsOf(room: MyRoom, me: User, role: RoomRole | undefined): Permissions {
  if (room.kind === "direct") return { moderate: false, own: false };
  const admin = me.role === "owner" || me.role === "admin";
  return { moderate: admin || role === "owner" || role === "moderator", own: role === "owner" };
}

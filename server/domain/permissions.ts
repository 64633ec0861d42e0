/** Who may do what in a room (section 7 of the protocol). Pure: what it judges was read under the room's lock. */
import type { RoomRole, UserRole } from "#contract/entities.ts";
import { notFound } from "./errors.ts";
import type { LockedRoom } from "./store.ts";

export type Deed =
  | "send"
  | "react"
  | "changeOwnMessage"
  | "deleteAnyMessage"
  | "addMember"
  | "addMemberToPrivate"
  | "removeMember"
  | "removeOwner"
  | "giveRole"
  | "rename"
  | "archive"
  | "connect";

/** The least that a person must be in the room, and whether the server's owner and admins may, wherever they see it. */
const deeds = {
  send: { from: "member", admins: false },
  react: { from: "member", admins: false },
  changeOwnMessage: { from: "member", admins: false },
  addMember: { from: "member", admins: true },
  addMemberToPrivate: { from: "moderator", admins: true },
  deleteAnyMessage: { from: "moderator", admins: true },
  removeMember: { from: "moderator", admins: true },
  rename: { from: "moderator", admins: true },
  removeOwner: { from: "owner", admins: false },
  giveRole: { from: "owner", admins: false },
  archive: { from: "owner", admins: true },
  connect: { from: "moderator", admins: true },
} as const satisfies Record<Deed, { from: RoomRole; admins: boolean }>;

const rank = { member: 1, moderator: 2, owner: 3 } as const satisfies Record<RoomRole, number>;

/** `roomRole` is undefined for one who is not in the room. */
type Rights = { readonly serverRole: UserRole; readonly roomRole: RoomRole | undefined };

const isAdmin = (role: UserRole): boolean => role === "owner" || role === "admin";

export function can({ serverRole, roomRole }: Rights, deed: Deed): boolean {
  const { from, admins } = deeds[deed];
  if (admins && isAdmin(serverRole)) return true;
  return roomRole !== undefined && rank[roomRole] >= rank[from];
}

/** The actor's rights in a room that they are in; for others it does not exist. */
export function asMember({ actor }: LockedRoom): Rights {
  if (!actor.member || actor.member.leftSeq !== undefined) throw notFound();
  return { serverRole: actor.user.role, roomRole: actor.member.role };
}

/** The actor's rights in a room that they are in or could join; for others it does not exist. */
export function asOnlooker(locked: LockedRoom): Rights {
  const { actor, room } = locked;
  if (actor.member && actor.member.leftSeq === undefined) return asMember(locked);
  if (room.kind !== "public" || actor.user.role === "guest") throw notFound();
  return { serverRole: actor.user.role, roomRole: undefined };
}

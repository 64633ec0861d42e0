import { expect, test } from "vitest";
import { roomRoles, type userRoles } from "#contract/entities.ts";
import { can, type Deed } from "./permissions.ts";

const may = (serverRole: (typeof userRoles)[number], roomRole: (typeof roomRoles)[number] | undefined, deeds: Deed[]) =>
  deeds.filter((deed) => can({ serverRole, roomRole }, deed));

const ofMembers: Deed[] = ["send", "react", "changeOwnMessage", "addMember"];
const ofModerators: Deed[] = ["addMemberToPrivate", "deleteAnyMessage", "removeMember", "rename"];
const ofOwners: Deed[] = ["giveRole", "removeOwner", "archive"];
const all = [...ofMembers, ...ofModerators, ...ofOwners];

test("a member sends and reacts, a moderator also keeps order, an owner also gives roles and archives", () => {
  expect(may("member", undefined, all)).toEqual([]);
  expect(may("member", "member", all)).toEqual(ofMembers);
  expect(may("member", "moderator", all)).toEqual([...ofMembers, ...ofModerators]);
  expect(may("member", "owner", all)).toEqual(all);
});

test("a guest's role in a room is worth what anyone's is", () => {
  for (const role of roomRoles) expect(may("guest", role, all)).toEqual(may("member", role, all));
});

test.each(["owner", "admin"] as const)(
  "the server's %s may what a moderator may, and archive, but speaks only as a member",
  (role) => {
    expect(may(role, undefined, all)).toEqual(["addMember", ...ofModerators, "archive"]);
    expect(may(role, "member", all)).toEqual([...ofMembers, ...ofModerators, "archive"]);
  },
);

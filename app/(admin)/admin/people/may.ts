import { type User, type UserRole, userRoles } from "#contract/entities.ts";

/** What the server would allow, so that nothing is offered that would be refused. The server decides. */
export function mayOf(me: User, person: User): { readonly roles: readonly UserRole[]; readonly deactivate: boolean } {
  const owner = me.role === "owner";
  if (person.role === "owner" && !owner) return { roles: [], deactivate: false };
  return {
    roles: person.deactivatedAt ? [] : userRoles.filter((role) => owner || role !== "owner"),
    deactivate: person.id !== me.id,
  };
}

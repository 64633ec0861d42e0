import { notFound, redirect } from "next/navigation";
import type { UserRole } from "#contract/entities.ts";
import type { Visitor } from "#server/facade.ts";
import { requireVisitor } from "./visitor.ts";

/** For each admin page, as a layout is not asked again when somebody goes from one to the other: for other people there is no such page. */
export const requireAdmin = (path: string): Promise<Visitor> => requireRole(path, ["owner", "admin"]);
export const requireOwner = (path: string): Promise<Visitor> => requireRole(path, ["owner"]);

/**
 * For the layout around them. What a page refuses, the browser alone shows, since it paints what is in the frame; what
 * the layout refuses has the status of it, too.
 */
export async function requireAdminAt(path: string): Promise<Visitor> {
  const found = await requireAdmin(path);
  if (found.user.role === "owner") return found;
  if (path === "/admin") redirect("/admin/people");
  if (path === "/admin/connections" || path.startsWith("/admin/connections/")) notFound();
  return found;
}

async function requireRole(path: string, roles: readonly UserRole[]): Promise<Visitor> {
  const found = await requireVisitor(path);
  if (!roles.includes(found.user.role)) notFound();
  return found;
}

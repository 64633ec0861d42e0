/** Who may invite, and who may change another's place on the server. Pure: each throws to refuse. */
import type { User, UserRole } from "#contract/entities.ts";
import type { UserPatch } from "../account-ports.ts";
import type { Actor } from "../actor.ts";
import { conflict, forbidden, notFound } from "../errors.ts";

const administers = (actor: Actor): boolean => actor.role === "owner" || actor.role === "admin";

/** Bots, outgoing webhooks and dead letters are theirs to look after. */
export function requireAdmin(actor: Actor): void {
  if (!administers(actor)) throw forbidden("Only admins can do that.");
}

/** How the server is doing, and who is connected from where. For everybody else, admins too, there is no such place. */
export function requireOwner(actor: Actor): void {
  if (actor.role !== "owner") throw notFound("address");
}

/** Members bring members and guests; only admins bring admins. */
export function mayInvite(actor: Actor, role: UserRole): void {
  if (actor.role === "guest") throw forbidden("Guests cannot invite.");
  if ((role === "admin" || role === "owner") && !administers(actor)) throw forbidden("Only admins can invite admins.");
}

export const seesAllInvites = administers;

/** `activeOwners` counts the target, where they are one. */
export function mayChangeUser(actor: Actor, target: User, patch: UserPatch, activeOwners: number): void {
  if (!administers(actor)) throw forbidden("Only admins can do that.");
  const touchesOwner = target.role === "owner" || patch.role === "owner";
  if (touchesOwner && actor.role !== "owner") throw forbidden("Only an owner can do that.");
  const stops = patch.deactivated === true || (patch.role !== undefined && patch.role !== "owner");
  const lastOwner = target.role === "owner" && target.deactivatedAt === undefined && activeOwners <= 1;
  if (stops && lastOwner) throw conflict("The server needs an owner: make someone else one first.");
  if (patch.deactivated === true && actor.id === target.id) throw conflict("You cannot deactivate yourself.");
  if (patch.role === "owner" && target.bot) throw conflict("A bot cannot own the server.");
}

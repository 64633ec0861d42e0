/** A role given, an account stopped or let in again. */
import type { Pool } from "pg";
import type { User } from "#contract/entities.ts";
import type { DecideChange, UserPatch } from "#server/domain/account-ports.ts";
import type { Actor } from "#server/domain/actor.ts";
import { notFound } from "#server/domain/errors.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";
import { endCredentials } from "./end-credentials.ts";
import { toUser, type UserRow, userColumns } from "./rows.ts";
import { change } from "./transaction.ts";

type Request = { actor: Actor; userId: string; patch: UserPatch; decide: DecideChange };

export const changeUser = (
  pool: Pool,
  { actor, userId, patch, decide }: Request,
): Promise<{ user: User; changed: boolean }> =>
  change(pool, async (client) => {
    // Every owner's row is locked, in order: two owners who demote each other at once must not both succeed.
    const { rows } = await client.query<UserRow & ActorRow>(
      `SELECT ${userColumns}, ${actorColumns} FROM users u
       WHERE u.workspace_id = $1 AND (u.id = ANY ($2::uuid[]) OR u.role = 'owner') ORDER BY u.id FOR UPDATE`,
      [actor.workspaceId, [actor.id, userId]],
    );
    const target = rows.find(({ id }) => id === userId);
    const asking = rows.find(({ id }) => id === actor.id);
    if (!target || !asking) throw notFound("user");
    const owners = rows.filter((row) => row.role === "owner" && row.deactivated_at === null).length;
    const before = toUser(target);
    decide(toActor(asking), before, patch, owners);

    const role = patch.role ?? target.role;
    const deactivated = patch.deactivated ?? target.deactivated_at !== null;
    if (role === target.role && deactivated === (target.deactivated_at !== null))
      return { user: before, changed: false };
    const { rows: after } = await client.query<UserRow>(
      `UPDATE users u SET role = $2, changed_at = now(),
         deactivated_at = CASE WHEN $3 THEN coalesce(deactivated_at, now()) END
       WHERE id = $1 RETURNING ${userColumns}`,
      [userId, role, deactivated],
    );
    if (deactivated) await endCredentials(client, userId);
    const [row] = after;
    if (!row) throw notFound("user");
    return { user: toUser(row), changed: true };
  });

/** Someone as they act, from their row. */
import type { UserRole } from "#contract/entities.ts";
import type { Actor } from "#server/domain/actor.ts";

export type ActorRow = { user_id: string; workspace_id: string; name: string; role: UserRole; bot: boolean };

/** Of users `u`. */
export const actorColumns = "u.id AS user_id, u.workspace_id, u.name, u.role, u.bot";

export const toActor = (row: ActorRow): Actor => ({
  id: row.user_id,
  workspaceId: row.workspace_id,
  name: row.name,
  role: row.role,
  bot: row.bot,
});

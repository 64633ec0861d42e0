import type { Pool } from "pg";
import type { UserRole } from "#contract/entities.ts";
import type { InviteStore } from "#server/domain/account-ports.ts";
import { conflict } from "#server/domain/errors.ts";
import { lockMaker } from "./lock-maker.ts";
import { change } from "./transaction.ts";

/** Of invites `i`. An invite by someone who was deactivated works no more. */
export const inviteWorks = `i.revoked_at IS NULL AND i.expires_at > now() AND (i.max_uses IS NULL OR i.uses < i.max_uses)
  AND EXISTS (SELECT FROM users c WHERE c.id = i.created_by_id AND c.deactivated_at IS NULL)`;

/** Of one person, at once. */
const maxInvites = 100;

/** Of everybody's; the newest are shown. */
const maxListed = 500;

type InviteRow = {
  id: string;
  role: UserRole;
  created_by_id: string;
  created_at: Date;
  expires_at: Date;
  max_uses: number | null;
  uses: number;
};

export const createInviteStore = (pool: Pool): InviteStore => ({
  async create({ id, workspaceId, createdById, digest, role, maxUses, hours }) {
    return change(pool, async (client) => {
      await lockMaker(client, createdById);
      const { rows: living } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM invites i WHERE i.created_by_id = $1 AND ${inviteWorks}`,
        [createdById],
      );
      if ((living[0]?.count ?? 0) >= maxInvites)
        throw conflict(`You have ${maxInvites} invite links that work: withdraw one first.`);
      const { rows } = await client.query<{ expires_at: Date }>(
        `INSERT INTO invites (id, workspace_id, created_by_id, hash, role, max_uses, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7)) RETURNING expires_at`,
        [id, workspaceId, createdById, Buffer.from(digest), role, maxUses, hours],
      );
      const [row] = rows;
      if (!row) throw new Error("INSERT … RETURNING gave no row.");
      return row.expires_at;
    });
  },

  async list(workspaceId, createdById) {
    const { rows } = await pool.query<InviteRow>(
      `SELECT i.id, i.role, i.created_by_id, i.created_at, i.expires_at, i.max_uses, i.uses FROM invites i
       WHERE i.workspace_id = $1 AND ($2::uuid IS NULL OR i.created_by_id = $2) AND ${inviteWorks}
       ORDER BY i.created_at DESC LIMIT ${maxListed}`,
      [workspaceId, createdById],
    );
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      createdBy: row.created_by_id,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      ...(row.max_uses !== null && { maxUses: row.max_uses }),
      uses: row.uses,
    }));
  },

  async revoke(workspaceId, id, createdById) {
    const { rowCount } = await pool.query(
      `UPDATE invites SET revoked_at = now()
       WHERE id = $1 AND workspace_id = $2 AND revoked_at IS NULL AND ($3::uuid IS NULL OR created_by_id = $3)`,
      [id, workspaceId, createdById],
    );
    return rowCount === 1;
  },

  async preview(digest) {
    const { rows } = await pool.query<{
      workspace: string;
      inviter: string;
      role: UserRole;
    }>(
      `SELECT w.name AS workspace, u.name AS inviter, i.role FROM invites i
       JOIN workspaces w ON w.id = i.workspace_id JOIN users u ON u.id = i.created_by_id
       WHERE i.hash = $1 AND ${inviteWorks}`,
      [Buffer.from(digest)],
    );
    const [row] = rows;
    return row ? { workspaceName: row.workspace, invitedBy: row.inviter, role: row.role } : null;
  },
});

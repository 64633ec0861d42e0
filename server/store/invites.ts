import type { Pool } from "pg";
import type { InviteStore } from "#server/domain/account-ports.ts";
import type { Prisma } from "./prisma.ts";

/** Of invites `i`. An invite by someone who was deactivated works no more. */
export const inviteWorks = `i.revoked_at IS NULL AND i.expires_at > now() AND (i.max_uses IS NULL OR i.uses < i.max_uses)
  AND EXISTS (SELECT FROM users c WHERE c.id = i.created_by_id AND c.deactivated_at IS NULL)`;

/** More are made than anyone reads; the newest are shown. */
const maxListed = 500;

export const createInviteStore = (pool: Pool, prisma: Prisma): InviteStore => ({
  async create({ id, workspaceId, createdById, digest, role, maxUses, hours }) {
    const { rows } = await pool.query<{ expires_at: Date }>(
      `INSERT INTO invites (id, workspace_id, created_by_id, hash, role, max_uses, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7)) RETURNING expires_at`,
      [id, workspaceId, createdById, Buffer.from(digest), role, maxUses, hours],
    );
    const [row] = rows;
    if (!row) throw new Error("INSERT … RETURNING gave no row.");
    return row.expires_at;
  },

  async list(workspaceId, createdById) {
    const invites = await prisma.invite.findMany({
      where: {
        workspaceId,
        ...(createdById !== null && { createdById }),
        revokedAt: null,
        expiresAt: { gt: new Date() },
        createdBy: { deactivatedAt: null },
        OR: [{ maxUses: null }, { maxUses: { gt: prisma.invite.fields.uses } }],
      },
      orderBy: { createdAt: "desc" },
      take: maxListed,
    });
    return invites.map((invite) => ({
      id: invite.id,
      role: invite.role,
      createdBy: invite.createdById,
      createdAt: invite.createdAt.toISOString(),
      expiresAt: invite.expiresAt.toISOString(),
      ...(invite.maxUses !== null && { maxUses: invite.maxUses }),
      uses: invite.uses,
    }));
  },

  async revoke(workspaceId, id, createdById) {
    const { count } = await prisma.invite.updateMany({
      where: { id, workspaceId, revokedAt: null, ...(createdById !== null && { createdById }) },
      data: { revokedAt: new Date() },
    });
    return count === 1;
  },

  async preview(digest) {
    const { rows } = await pool.query<{
      workspace: string;
      inviter: string;
      role: "owner" | "admin" | "member" | "guest";
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

import type { Pool } from "pg";
import type { AccountStore, SignInAccount } from "#server/domain/account-ports.ts";
import { notFound } from "#server/domain/errors.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";
import { changeUser } from "./change-user.ts";
import { createMember, createOwner } from "./create-account.ts";
import { endCredentials } from "./end-credentials.ts";
import { knownTo } from "./known-people.ts";
import { replacePassword } from "./password-resets.ts";
import type { Prisma } from "./prisma.ts";
import { toUser, type UserRow, userColumns } from "./rows.ts";
import { change } from "./transaction.ts";

export function createAccountStore(pool: Pool, prisma: Prisma): AccountStore {
  /** One who may sign in. The column's name is ours, never a caller's. */
  async function signInAccount(column: "email" | "oidc_subject", value: string): Promise<SignInAccount | null> {
    const { rows } = await pool.query<UserRow & ActorRow & { password_hash: string | null }>({
      name: `account_by_${column}`,
      text: `SELECT ${userColumns}, ${actorColumns}, u.password_hash FROM users u
        WHERE u.workspace_id = (${theWorkspace}) AND u.${column} = $1 AND u.deactivated_at IS NULL AND NOT u.bot`,
      values: [value],
    });
    const [row] = rows;
    return row ? { user: toUser(row), actor: toActor(row), passwordHash: row.password_hash } : null;
  }

  return {
    isEmpty: async () => (await prisma.user.findFirst({ select: { id: true } })) === null,

    workspace: () =>
      prisma.workspace.findFirst({ orderBy: { createdAt: "asc" }, select: { id: true, slug: true, name: true } }),

    byEmail: (email) => signInAccount("email", email),
    byOidcSubject: (subject) => signInAccount("oidc_subject", subject),

    linkOidc: (userId, subject) =>
      change(pool, async (client) => {
        const { rowCount } = await client.query(
          "UPDATE users SET oidc_subject = $2, password_hash = NULL WHERE id = $1 AND oidc_subject IS NULL",
          [userId, subject],
        );
        if (rowCount === 1) await endCredentials(client, userId);
        return rowCount === 1;
      }),

    createOwner: (account, workspace, setup) => createOwner(pool, { account, workspace, setup }),
    create: (account, admission) => createMember(pool, account, admission),

    async profile(userId) {
      const found = await prisma.user.findUnique({ where: { id: userId }, include: { workspace: true } });
      if (!found) return null;
      const { id, slug, name } = found.workspace;
      return { user: toUser(toRow(found)), workspace: { id, slug, name }, email: found.email };
    },

    async passwordHash(userId) {
      const found = await prisma.user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
      return found?.passwordHash ?? null;
    },

    async rename(userId, name) {
      const { rows } = await pool.query<UserRow>(
        `UPDATE users u SET name = $2, changed_at = now() WHERE u.id = $1 RETURNING ${userColumns}`,
        [userId, name],
      );
      const [row] = rows;
      if (!row) throw notFound("user");
      return toUser(row);
    },

    setPassword: (userId, passwordHash, keep) =>
      change(pool, (client) => replacePassword(client, userId, passwordHash, keep)),

    async list(actor, { q = "", limit }) {
      const { rows } = await pool.query<UserRow>(
        `SELECT ${userColumns} FROM users u
         WHERE u.workspace_id = $1 AND strpos(lower(u.name), lower($2)) > 0 AND ${knownTo(actor, "$4")}
         ORDER BY lower(u.name), u.id LIMIT $3`,
        [actor.workspaceId, q.replaceAll("\u0000", ""), limit, actor.id],
      );
      return rows.map(toUser);
    },

    change: (actor, userId, patch, decide) => changeUser(pool, { actor, userId, patch, decide }),
  };
}

/** There is one so far; sign-in names none. */
const theWorkspace = "SELECT id FROM workspaces ORDER BY created_at, id LIMIT 1";

type PrismaUser = {
  id: string;
  name: string;
  avatarUrl: string | null;
  bot: boolean;
  role: UserRow["role"];
  deactivatedAt: Date | null;
};

const toRow = ({ avatarUrl, deactivatedAt, ...user }: PrismaUser): UserRow => ({
  ...user,
  avatar_url: avatarUrl,
  deactivated_at: deactivatedAt,
});

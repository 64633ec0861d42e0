/** New accounts: the first, which brings its workspace, and those that follow. */
import type { Pool, PoolClient } from "pg";
import type { UserRole, Workspace } from "#contract/entities.ts";
import type { Account, Admission, Digest, NewAccount } from "#server/domain/account-ports.ts";
import { conflict, forbidden } from "#server/domain/errors.ts";
import { type ActorRow, actorColumns, toActor } from "./actors.ts";
import { codeOf } from "./database-errors.ts";
import { inviteWorks } from "./invites.ts";
import { toUser, type UserRow, userColumns } from "./rows.ts";
import { change } from "./transaction.ts";

type First = { account: NewAccount; workspace: Workspace; setup: Digest | null };

/** Any number, ours alone among the advisory locks of this database. */
const ownerLock = 7_276_539;

export const createOwner = (pool: Pool, { account, workspace, setup }: First): Promise<Account | null> =>
  change(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [ownerLock]);
    // The next statement sees what whoever held the lock before has committed.
    const { rowCount } = await client.query("SELECT FROM users LIMIT 1");
    if (rowCount !== 0) return null;
    if (setup) {
      const { rowCount: right } = await client.query(
        "UPDATE server_state SET setup_hash = NULL WHERE setup_hash = $1",
        [Buffer.from(setup)],
      );
      if (right !== 1)
        throw forbidden("This set-up link does not work (any more). The server printed the right one when it started.");
    }
    await client.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, $3)", [
      workspace.id,
      workspace.slug,
      workspace.name,
    ]);
    return insert(client, account, workspace.id, "owner");
  });

export async function createMember(pool: Pool, account: NewAccount, admission: Admission): Promise<Account> {
  return change(pool, async (client) => {
    const { workspaceId, role } = await admit(client, admission);
    return insert(client, account, workspaceId, role);
  });
}

/** Counts the invite's use in the account's own transaction, so that `maxUses` holds for any number at once. */
async function admit(client: PoolClient, admission: Admission): Promise<{ workspaceId: string; role: UserRole }> {
  const { rows } =
    admission.kind === "open"
      ? await client.query<{ workspace_id: string; role: UserRole }>(
          "SELECT id AS workspace_id, 'member'::user_role AS role FROM workspaces ORDER BY created_at, id LIMIT 1",
        )
      : await client.query<{ workspace_id: string; role: UserRole }>(
          `UPDATE invites i SET uses = uses + 1 WHERE i.hash = $1 AND ${inviteWorks} RETURNING i.workspace_id, i.role`,
          [Buffer.from(admission.digest)],
        );
  const [row] = rows;
  if (!row) throw forbidden("This invite link does not work (any more).");
  return { workspaceId: row.workspace_id, role: row.role };
}

async function insert(client: PoolClient, account: NewAccount, workspaceId: string, role: UserRole): Promise<Account> {
  try {
    const { rows } = await client.query<UserRow & ActorRow>(
      `INSERT INTO users AS u (id, workspace_id, email, name, role, password_hash, oidc_subject)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${userColumns}, ${actorColumns}`,
      [account.id, workspaceId, account.email, account.name, role, account.passwordHash, account.oidcSubject],
    );
    const [row] = rows;
    if (!row) throw new Error("INSERT … RETURNING gave no row.");
    return { user: toUser(row), actor: toActor(row) };
  } catch (error) {
    if (codeOf(error) === "23505") throw conflict("There is an account with this e-mail already. Sign in instead.");
    throw error;
  }
}

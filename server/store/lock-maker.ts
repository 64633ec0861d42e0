import type { PoolClient } from "pg";
import type { Voucher } from "#server/domain/account-ports.ts";
import { DomainError } from "#server/domain/errors.ts";

/**
 * Locks the person who makes something that outlives the request, until the transaction ends: whoever ends their
 * credentials waits, or is waited for, and what is counted next stays so. Throws `unauthenticated` where what vouches
 * for them has ended meanwhile.
 */
export async function lockMaker(client: PoolClient, userId: string, by?: Voucher): Promise<void> {
  const { rows } = await client.query<{ password_hash: string | null }>(
    "SELECT password_hash FROM users WHERE id = $1 AND deactivated_at IS NULL FOR NO KEY UPDATE",
    [userId],
  );
  const [user] = rows;
  if (!user || (by && !(await vouches(client, userId, user.password_hash, by))))
    throw new DomainError("unauthenticated", "Your sign-in has ended. Sign in again.");
}

async function vouches(client: PoolClient, userId: string, passwordHash: string | null, by: Voucher): Promise<boolean> {
  if (by.kind === "password") return by.passwordHash === passwordHash;
  // Its own statement: it sees what was committed while the one before waited.
  const { rowCount } = await client.query(
    "SELECT FROM sessions WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > now() FOR SHARE",
    [by.sessionId, userId],
  );
  return rowCount === 1;
}

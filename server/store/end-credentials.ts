import type { PoolClient } from "pg";

/** Every session and token of a person, for good: they don't come back with the account. */
export async function endCredentials(client: PoolClient, userId: string): Promise<void> {
  await client.query("UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL", [userId]);
  await client.query("UPDATE access_tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL", [userId]);
}

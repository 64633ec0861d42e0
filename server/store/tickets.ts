import type { Pool, PoolClient } from "pg";
import type { TicketStore } from "#server/domain/account-ports.ts";
import { change } from "./transaction.ts";

type Ticket = { jti: string; expiresAt: Date };

/** The row is what makes a use the first, on whichever node. */
async function spend(client: Pool | PoolClient, { jti, expiresAt }: Ticket): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "ticket_spend",
    text: "INSERT INTO used_tickets (jti, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    values: [jti, expiresAt],
  });
  return rowCount === 1;
}

export const createTicketStore = (pool: Pool): TicketStore => ({
  consume: (jti, expiresAt) => spend(pool, { jti, expiresAt }),

  consumeKeyed: (ticket, { userId, requestId, digest }) =>
    change(pool, async (client) => {
      const { rows } = await client.query<{ digest: Buffer }>(
        "SELECT digest FROM request_keys WHERE user_id = $1 AND request_id = $2",
        [userId, requestId],
      );
      const [key] = rows;
      if (key) return key.digest.equals(digest) ? "repeated" : "conflict";
      if (ticket.expiresAt.getTime() <= Date.now() || !(await spend(client, ticket))) return "used";
      // Two at once with one key: the second fails here, and looks again.
      await client.query(
        "INSERT INTO request_keys (user_id, request_id, digest, room_id, seq, created_at) VALUES ($1, $2, $3, NULL, 0, now())",
        [userId, requestId, Buffer.from(digest)],
      );
      return "consumed";
    }),
});

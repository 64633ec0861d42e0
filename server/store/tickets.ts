import type { Pool, PoolClient } from "pg";
import type { TicketStore } from "#server/domain/account-ports.ts";
import { conflict, DomainError } from "#server/domain/errors.ts";
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
      // Two at once with one key: the second waits here for the first, and then finds its key.
      const { rowCount: fresh } = await client.query(
        `INSERT INTO request_keys (user_id, request_id, digest, room_id, seq, created_at)
         VALUES ($1, $2, $3, NULL, 0, now()) ON CONFLICT DO NOTHING`,
        [userId, requestId, Buffer.from(digest)],
      );
      if (fresh === 1) {
        if (ticket.expiresAt.getTime() > Date.now() && (await spend(client, ticket))) return;
        // Rolls the key back: failures are not remembered.
        throw new DomainError("unauthenticated", "The ticket was used before, or has expired.");
      }
      const { rows } = await client.query<{ same: boolean }>(
        "SELECT digest = $3 AS same FROM request_keys WHERE user_id = $1 AND request_id = $2",
        [userId, requestId, Buffer.from(digest)],
      );
      if (!rows[0]?.same) throw conflict("The requestId was used for something else.");
    }),
});

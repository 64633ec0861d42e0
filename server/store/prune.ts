/** Forgets what has served its time, a bounded number of rows at once, so that no sweep holds anything up. */
import type { Pool } from "pg";
import { requestIdDays } from "#contract/limits.ts";

const batchRows = 5_000;
const maxBatches = 200;

// A day more than promised (ENV-5): clocks differ, and sweeps come hourly.
const sweeps = {
  requestKeys: `DELETE FROM request_keys WHERE (user_id, request_id) IN (
    SELECT user_id, request_id FROM request_keys WHERE created_at < now() - interval '${requestIdDays + 1} days' LIMIT ${batchRows})`,
  usedTickets: `DELETE FROM used_tickets WHERE jti IN (
    SELECT jti FROM used_tickets WHERE expires_at < now() - interval '1 hour' LIMIT ${batchRows})`,
  sessions: `DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE expires_at < now() - interval '1 day' LIMIT ${batchRows})`,
  // What opened a door is kept for a while after it stopped, for whoever has to find out what happened.
  accessTokens: `DELETE FROM access_tokens WHERE id IN (
    SELECT id FROM access_tokens WHERE revoked_at < now() - interval '30 days' LIMIT ${batchRows})`,
  invites: `DELETE FROM invites WHERE id IN (
    SELECT id FROM invites WHERE least(expires_at, revoked_at) < now() - interval '30 days' LIMIT ${batchRows})`,
  // A used one has expired by then, too.
  passwordResets: `DELETE FROM password_resets WHERE id IN (
    SELECT id FROM password_resets WHERE expires_at < now() - interval '30 days' LIMIT ${batchRows})`,
  // Dead letters are somebody's to look at; nobody did, for long.
  deadLetters: `DELETE FROM deliveries WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'dead' AND died_at < now() - interval '90 days' LIMIT ${batchRows})`,
} as const;

type Pruned = Record<keyof typeof sweeps, number>;

/** How many rows of each went. What is left beyond a million goes with the next sweep. */
export async function prune(pool: Pool): Promise<Pruned> {
  const pruned: Pruned = {
    requestKeys: 0,
    usedTickets: 0,
    sessions: 0,
    accessTokens: 0,
    invites: 0,
    passwordResets: 0,
    deadLetters: 0,
  };
  for (const [name, statement] of Object.entries(sweeps)) {
    if (!isSweep(name)) continue;
    for (let batch = 0; batch < maxBatches; batch++) {
      const rows = (await pool.query(statement)).rowCount ?? 0;
      pruned[name] += rows;
      if (rows < batchRows) break;
    }
  }
  return pruned;
}

const isSweep = (name: string): name is keyof typeof sweeps => name in sweeps;

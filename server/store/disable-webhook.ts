import type { Pool, PoolClient } from "pg";
import type { DisabledReason } from "#contract/integrations.ts";

const sentences = {
  admin: "The webhook was switched off.",
  gone: "The webhook's address answered 410 Gone, so it was switched off.",
  overflow: "Too many deliveries were waiting, so the webhook was switched off.",
} as const satisfies Record<DisabledReason, string>;

/** Nothing new is told to it; what waits becomes dead letters, each with the reason as its last failure. */
export async function disableWebhook(client: PoolClient, webhookId: string, reason: DisabledReason): Promise<void> {
  await client.query(
    "UPDATE outgoing_webhooks SET disabled_at = now(), disabled_reason = $2 WHERE id = $1 AND disabled_at IS NULL",
    [webhookId, reason],
  );
  await buryWaiting(client, webhookId);
}

/** Where the webhook is switched off: also what was written meanwhile, by a change that began before. */
export async function buryWaiting(client: Pool | PoolClient, webhookId: string): Promise<void> {
  await client.query(
    `UPDATE deliveries d SET state = 'dead', died_at = now(), lease = NULL, leased_until = NULL,
       history = history || jsonb_build_array(jsonb_build_object('at', iso_time(now()), 'ms', 0,
         'error', coalesce($2::jsonb ->> w.disabled_reason, $3)))
     FROM outgoing_webhooks w
     WHERE w.id = $1 AND w.disabled_at IS NOT NULL AND d.webhook_id = w.id AND d.state = 'waiting'`,
    [webhookId, JSON.stringify(sentences), sentences.admin],
  );
}

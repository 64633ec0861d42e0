import type { PoolClient } from "pg";
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
  await client.query(
    `UPDATE deliveries SET state = 'dead', died_at = now(), lease = NULL, leased_until = NULL,
       history = history || jsonb_build_array(jsonb_build_object('at', iso_time(now()), 'ms', 0, 'error', $2::text))
     WHERE webhook_id = $1 AND state = 'waiting'`,
    [webhookId, sentences[reason]],
  );
}

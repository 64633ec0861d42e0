import type { Pool } from "pg";
import type { IntegrationStore } from "#server/domain/integration-ports.ts";
import { createBotStore } from "./bots.ts";
import { createDeadLetterStore } from "./dead-letters.ts";
import { createIncomingWebhookStore } from "./incoming-webhooks.ts";
import { createOutgoingWebhookStore } from "./outgoing-webhooks.ts";

/** Everything that bots and webhooks remember, in one PostgreSQL. */
export const createIntegrationStore = (pool: Pool): IntegrationStore => ({
  bots: createBotStore(pool),
  incoming: createIncomingWebhookStore(pool),
  outgoing: createOutgoingWebhookStore(pool),
  deadLetters: createDeadLetterStore(pool),
});

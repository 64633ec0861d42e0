/** The gateway client of our own page, which shows the answers that came with it before anything speaks to the server. */
import { assemble } from "./assemble.ts";
import type { FirstAnswers } from "./first-answers.ts";
import { laterWire } from "./later-wire.ts";
import { type GatewayClientOptions, settle } from "./options.ts";
import type { GatewayClient } from "./public.ts";

export function createPageClient(options: GatewayClientOptions, first: FirstAnswers | null): GatewayClient {
  const settings = settle({ gatherMs: 250, ...options });
  const load = async () => (await import("./wire.ts")).createWire(options, settings);
  return assemble(settings, laterWire(load, settings, first));
}

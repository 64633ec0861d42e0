/** A gateway client as bots, tests and anything but our own page use it: all there at once. */
import { assemble } from "./assemble.ts";
import { type GatewayClientOptions, settle } from "./options.ts";
import type { GatewayClient } from "./public.ts";
import { createWire } from "./wire.ts";

export function createGatewayClient(options: GatewayClientOptions = {}): GatewayClient {
  const settings = settle(options);
  return assemble(settings, createWire(options, settings));
}

/** A gateway client as bots, tests and anything but our own page use it: all there at once. */
import { assemble } from "./assemble.ts";
import { type GatewayClientOptions, settle } from "./options.ts";
import type { GatewayClient } from "./public.ts";
import { onSaid, type SaidListener } from "./said.ts";
import { createWire } from "./wire.ts";

export interface ProgramClient extends GatewayClient {
  /** Calls back once with each message that is said from now on, one's own too, and its author; ends with what is returned. */
  onSaid(listener: SaidListener): () => void;
}

export function createGatewayClient(options: GatewayClientOptions = {}): ProgramClient {
  const settings = settle(options);
  const client = assemble(settings, createWire(options, settings));
  return { ...client, onSaid: (listener) => onSaid(client, listener) };
}

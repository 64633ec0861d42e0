/** What the gateway asks of the operator's routes (GW-2); without a routes file, nothing. */
import type { CommandEnvelope } from "#contract/envelope.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Origin } from "./transport.ts";

/** A connection as its routes know it, from before it is opened until after it ended. */
export type Visit = {
  readonly connectionId: string;
  readonly connectedAt: Date;
  readonly origin: Origin;
  readonly actor: Actor;
};

export interface OperatorRoutes {
  /** `$connect`: throws `forbidden` where the connection is refused, `timeout` or `overloaded` where nobody says. */
  connecting(visit: Visit): Promise<void>;
  /** `$disconnect` will be told, later and again if need be. */
  ended(visit: Visit): void;
  /** Whether there is a route for an action that is none of ours. */
  knows(action: string): boolean;
  /** What it answers; throws `DomainError`. `visit` is absent where the command came without a connection. */
  call(actor: Actor, visit: Visit | undefined, command: CommandEnvelope): Promise<unknown>;
}

export const noRoutes: OperatorRoutes = {
  connecting: async () => {},
  ended: () => {},
  knows: () => false,
  call: async () => {},
};

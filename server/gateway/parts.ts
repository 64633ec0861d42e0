/** What opening a connection and following memberships need of the gateway that they are parts of. */
import type { User } from "#contract/entities.ts";
import type { Limits } from "#contract/limits.ts";
import type { GatewayReads } from "#server/domain/ports.ts";
import type { Measures } from "#server/observability/measures.ts";
import type { Hub } from "./hub.ts";
import type { PresenceTable } from "./presence.ts";
import type { Heartbeats } from "./transport.ts";
import type { TypingMarks } from "./typing.ts";

export type Parts = {
  readonly node: string;
  readonly limits: Limits;
  readonly heartbeats: Heartbeats;
  readonly reads: GatewayReads;
  readonly hub: Hub;
  readonly presence: PresenceTable;
  readonly typing: TypingMarks;
  readonly measures: Measures;
  /** Oneself, for `hello`. */
  readonly user: (userId: string) => Promise<User | null>;
};

/** A room's own stream: its id, and where it resumes. */
export type RoomScope = {
  readonly roomId: string;
  readonly after?: number | undefined;
  readonly epoch?: string | undefined;
};

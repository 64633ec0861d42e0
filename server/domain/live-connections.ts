/** Open connections, as whoever looks after them sees them. The gateway answers; identity is judged before it is asked. */
import type { LiveConnection } from "#contract/connections.ts";

/** Without the names, which the store knows. */
export type OpenConnection = Omit<LiveConnection, "by"> & {
  readonly by: Pick<LiveConnection["by"], "kind" | "id" | "expiresAt">;
};

export type ConnectionQuery = {
  readonly workspaceId: string;
  readonly userId?: string | undefined;
  readonly transport?: LiveConnection["transport"] | undefined;
  readonly slow?: boolean | undefined;
  /** Part of a name, an address or a user agent, in any case. */
  readonly q?: string | undefined;
};

/** `before`: when a connection began, ISO 8601, and its id; what follows it in the list comes. */
export type ConnectionPage = {
  readonly before?: { readonly connectedAt: string; readonly id: string } | undefined;
  readonly limit: number;
};

export interface LiveConnections {
  /** Newest first. `total`: of all pages together; `more`: whether another follows. */
  find(
    query: ConnectionQuery,
    page: ConnectionPage,
  ): Promise<{ readonly connections: readonly OpenConnection[]; readonly total: number; readonly more: boolean }>;
  get(workspaceId: string, id: string): Promise<OpenConnection | null>;
  /** Ends it with 4403; false where there is no such connection (any more). */
  disconnect(workspaceId: string, id: string): Promise<boolean>;
}

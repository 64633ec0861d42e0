import type { ConnectionQuery, LiveConnections, OpenConnection } from "#server/domain/live-connections.ts";
import type { Connection } from "./connection.ts";
import type { Gateway } from "./gateway.ts";

/** The connections of this node. */
export function liveConnections({ connections, node }: Pick<Gateway, "connections" | "node">): LiveConnections {
  const known = (workspaceId: string, id: string): Connection | undefined => {
    const found = connections.get(id);
    return found?.actor.workspaceId === workspaceId ? found : undefined;
  };
  return {
    async find(query, { before, limit }) {
      const found = [...connections.values()].filter((one) => fits(one, query));
      const place = before && { connectedAt: new Date(before.connectedAt), id: before.id };
      const rest = place ? found.filter((one) => newestFirst(one, place) > 0) : found;
      const page = rest.sort(newestFirst).slice(0, limit);
      return {
        connections: page.map((one) => described(one, node)),
        total: found.length,
        more: rest.length > page.length,
      };
    },
    async get(workspaceId, id) {
      const found = known(workspaceId, id);
      return found ? described(found, node) : null;
    },
    async disconnect(workspaceId, id) {
      const found = known(workspaceId, id);
      found?.close(4403);
      return found !== undefined;
    },
  };
}

type Place = Pick<Connection, "connectedAt" | "id">;
/** Those that began in the same millisecond have an order, too. */
const newestFirst = (a: Place, b: Place): number =>
  b.connectedAt.getTime() - a.connectedAt.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

function fits(one: Connection, { workspaceId, userId, transport, slow, q }: ConnectionQuery): boolean {
  if (one.actor.workspaceId !== workspaceId || (userId !== undefined && one.actor.id !== userId)) return false;
  if (transport !== undefined && one.link.kind !== transport) return false;
  if (slow !== undefined && one.slow !== slow) return false;
  if (q === undefined) return true;
  return `${one.actor.name}\n${one.origin.address}\n${one.origin.userAgent}`.toLowerCase().includes(q.toLowerCase());
}

const described = (one: Connection, node: string): OpenConnection => ({
  id: one.id,
  node,
  user: { id: one.actor.id, name: one.actor.name, role: one.actor.role, bot: one.actor.bot },
  transport: one.link.kind,
  address: one.origin.address,
  userAgent: one.origin.userAgent,
  connectedAt: one.connectedAt.toISOString(),
  lastActiveAt: one.lastActiveAt.toISOString(),
  rooms: one.subscriptions.size,
  queuedBytes: one.link.bufferedBytes(),
  slow: one.slow,
  inFlight: one.inFlight,
  by:
    one.credential.kind === "session"
      ? { kind: "session", id: one.credential.sessionId, expiresAt: one.credential.expiresAt.toISOString() }
      : { kind: "token", id: one.credential.tokenId },
});

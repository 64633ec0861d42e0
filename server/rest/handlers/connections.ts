import type { LiveConnection } from "#contract/connections.ts";
import { placeOf } from "#contract/rest-fields.ts";
import type { Credential } from "#server/auth/identity.ts";
import { requireOwner } from "#server/domain/accounts/permissions.ts";
import { notFound } from "#server/domain/errors.ts";
import type { OpenConnection } from "#server/domain/live-connections.ts";
import type { Handlers, RestDeps } from "../handler.ts";

/** Of one's own: more than a person may have, but for where limits are lifted. */
const maxOwn = 200;

export const connectionHandlers = ({ connections, store }: RestDeps) => {
  async function named(found: readonly OpenConnection[]): Promise<LiveConnection[]> {
    const ids = (kind: Credential["kind"]) => found.flatMap(({ by }) => (by.kind === kind ? [by.id] : []));
    const names = await store.sessions.named({ sessions: ids("session"), tokens: ids("token") });
    return found.map((one) => {
      const known = names.get(one.by.id);
      return {
        ...one,
        by: { ...one.by, ...(known && { name: known.name, createdAt: known.createdAt.toISOString() }) },
      };
    });
  }

  return {
    "connections.list": async ({ identity: { actor }, query: { before, limit, slow, ...query } }) => {
      requireOwner(actor);
      const wanted = { ...query, workspaceId: actor.workspaceId, ...(slow && { slow: slow === "true" }) };
      const place = before === undefined ? undefined : placeOf(before);
      const found = await connections.find(wanted, {
        before: place && { connectedAt: place.at, id: place.id },
        limit,
      });
      const last = found.connections.at(-1);
      return {
        connections: await named(found.connections),
        total: found.total,
        ...(last && found.more && { next: `${last.connectedAt}_${last.id}` }),
      };
    },

    "connections.get": async ({ identity: { actor }, params }) => {
      requireOwner(actor);
      const found = await connections.get(actor.workspaceId, params.id);
      const [connection] = await named(found ? [found] : []);
      if (!connection) throw notFound("connection");
      return { connection };
    },

    "connections.delete": async ({ identity: { actor }, params }) => {
      requireOwner(actor);
      if (!(await connections.disconnect(actor.workspaceId, params.id))) throw notFound("connection");
      return null;
    },

    "myConnections.list": async ({ identity: { actor } }) => {
      const { workspaceId, id: userId } = actor;
      const own = await connections.find({ workspaceId, userId }, { limit: maxOwn });
      return { connections: await named(own.connections) };
    },

    "myConnections.delete": async ({ identity: { actor }, params }) => {
      const found = await connections.get(actor.workspaceId, params.id);
      if (found?.user.id !== actor.id) throw notFound("connection");
      await connections.disconnect(actor.workspaceId, params.id);
      return null;
    },
  } satisfies Partial<Handlers>;
};

/** The operator's routes: `$connect`, `$disconnect`, `$default` and actions, answered by services over HTTP (GW-2). */
import { randomUUID } from "node:crypto";
import type { Target } from "#server/deliveries/drain.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError, forbidden } from "#server/domain/errors.ts";
import type { DeliveryStore } from "#server/domain/integration-ports.ts";
import type { OperatorRoutes, Visit } from "#server/gateway/operator-routes.ts";
import { Disconnects } from "./disconnects.ts";
import { createEndpoint, type Endpoint } from "./endpoint.ts";
import type { RoutesSettings } from "./settings.ts";

type Options = {
  readonly routes: RoutesSettings;
  readonly store: DeliveryStore;
  readonly onError: (error: unknown) => void;
};

export type Routes = OperatorRoutes & {
  /** Where the queue delivers what a route is told. */
  targetOf(name: string): Target | null;
  /** Everything told so far is in the queue. */
  stop(): Promise<void>;
};

type Event = {
  readonly routeKey: string;
  readonly eventType: "CONNECT" | "MESSAGE" | "DISCONNECT";
  readonly requestId: string;
};

export function createRoutes({ routes, store, onError }: Options): Routes {
  const endpoints = new Map<string, Endpoint>();
  // Many connect at once after a restart: they may wait a little. A command is rather told to come again.
  // What `$disconnect` is told waits in the queue, which bounds it and tries again.
  for (const [name, settings] of Object.entries(routes))
    if (name !== "$disconnect")
      endpoints.set(name, createEndpoint(settings, name === "$connect" ? settings.concurrency * 2 : 0));
  const connect = endpoints.get("$connect");
  const disconnects = new Disconnects(store, onError);
  const keyOf = (action: string) => (endpoints.has(action) ? action : "$default");

  return {
    async connecting(visit) {
      if (!connect) return;
      const messageId = randomUUID();
      const event: Event = { routeKey: "$connect", eventType: "CONNECT", requestId: messageId };
      try {
        await connect.call(messageId, { requestContext: contextOf(event, messageId, visit.actor, visit), body: "" });
      } catch (error) {
        throw refused(error);
      }
    },

    ended(visit) {
      if (!routes.$disconnect) return;
      const messageId = randomUUID();
      const event: Event = { routeKey: "$disconnect", eventType: "DISCONNECT", requestId: messageId };
      disconnects.tell({
        workspaceId: visit.actor.workspaceId,
        line: `route:$disconnect:${visit.connectionId}`,
        event: "$disconnect",
        payload: { requestContext: contextOf(event, messageId, visit.actor, visit), body: "" },
      });
    },

    // `$connect` and `$disconnect` are the gateway's to say, not a client's.
    knows: (action) => !action.startsWith("$") && endpoints.has(keyOf(action)),

    async call(actor, visit, command) {
      const routeKey = keyOf(command.action);
      const endpoint = endpoints.get(routeKey);
      if (!endpoint) throw new DomainError("unknownAction", `There is no action "${command.action}".`);
      const messageId = randomUUID();
      const event: Event = { routeKey, eventType: "MESSAGE", requestId: command.requestId };
      const requestContext = contextOf(event, messageId, actor, visit);
      return endpoint.call(messageId, { requestContext, body: JSON.stringify(command) });
    },

    targetOf(name) {
      const settings = routes[name];
      if (!settings) return null;
      const { url, secret, timeoutMs, concurrency } = settings;
      return { url, secret, timeoutMs, concurrency };
    },

    stop: () => disconnects.stop(),
  };
}

/** As Amazon's, where it has the same; `user` says who it is. */
const contextOf = (event: Event, messageId: string, { id, name, role, bot }: Actor, visit: Visit | undefined) => ({
  ...event,
  messageId,
  ...(visit && {
    connectionId: visit.connectionId,
    connectedAt: visit.connectedAt.getTime(),
    identity: { sourceIp: visit.origin.address, userAgent: visit.origin.userAgent },
  }),
  user: { id, name, role, bot },
});

/** Any refusal is `forbidden`; that nobody answered is not. */
function refused(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const unanswered = error.code === "timeout" || error.code === "overloaded" || error.code === "internal";
  return unanswered ? error : forbidden(error.message);
}

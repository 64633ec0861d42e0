/** The REST routes of open connections: the server's half of connections.ts. */
import * as z from "zod/mini";
import { connectionAnswers as answers, transportKindSchema } from "./connections.ts";
import { idSchema } from "./entities.ts";
import { placeSchema, type Route } from "./rest-fields.ts";

export const connectionRoutes = {
  "connections.list": {
    ...answers["connections.list"],
    summary: "Open connections, newest first (the owner)",
    auth: "identity",
    query: z.object({
      userId: z.optional(idSchema),
      transport: z.optional(transportKindSchema),
      slow: z.optional(z.enum(["true", "false"])),
      /** Part of a name, an address or a user agent. */
      q: z.optional(z.string().check(z.maxLength(80))),
      before: z.optional(placeSchema),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
    }),
    status: 200,
  },
  "connections.get": {
    ...answers["connections.get"],
    summary: "One open connection (the owner)",
    auth: "identity",
    status: 200,
  },
  "connections.delete": {
    ...answers["connections.delete"],
    summary: "Disconnect: its client does not come back by itself (the owner)",
    auth: "identity",
    status: 204,
  },
  "myConnections.list": {
    ...answers["myConnections.list"],
    summary: "My own open connections, newest first",
    auth: "identity",
    status: 200,
  },
  "myConnections.delete": {
    ...answers["myConnections.delete"],
    summary: "Disconnect one of my own",
    auth: "identity",
    status: 204,
  },
} as const satisfies Record<keyof typeof answers, Route>;

/**
 * Open connections, as REST tells the owner of everybody's and each person of their own. Apart from rest-answers.ts,
 * because a browser needs them on few pages.
 */
import * as z from "zod/mini";
import { idSchema, timestampSchema, userRoleSchema } from "./entities.ts";

export const transportKinds = ["socket.io", "websocket", "sse"] as const;
export const transportKindSchema = z.enum(transportKinds);

export const connectionSchema = z.object({
  id: idSchema,
  node: z.string(),
  user: z.object({ id: idSchema, name: z.string(), role: userRoleSchema, bot: z.boolean() }),
  transport: transportKindSchema,
  address: z.string(),
  userAgent: z.string(),
  connectedAt: timestampSchema,
  /** When it last sent something. */
  lastActiveAt: timestampSchema,
  /** How many rooms it hears of. */
  rooms: z.int(),
  /** Bytes queued for it. */
  queuedBytes: z.int(),
  /** Whether it reads too slowly to be queued for. */
  slow: z.boolean(),
  /** Commands under way. */
  inFlight: z.int(),
  /** What it came from, and ends with. `name`: of a token its own, of a session the browser's; absent where it has ended just now. */
  by: z.object({
    kind: z.enum(["session", "token"]),
    id: idSchema,
    name: z.optional(z.string()),
    createdAt: z.optional(timestampSchema),
    /** Of a session. */
    expiresAt: z.optional(timestampSchema),
  }),
});
export type LiveConnection = z.infer<typeof connectionSchema>;

const nothing = z.null();

export const connectionAnswers = {
  "connections.list": {
    method: "GET",
    path: "/connections",
    answer: z.object({
      connections: z.array(connectionSchema),
      /** Of all pages together. */
      total: z.int(),
      /** Of the page that follows: to be given as `before`; absent at the end. */
      next: z.optional(z.string()),
    }),
  },
  "connections.get": {
    method: "GET",
    path: "/connections/{id}",
    answer: z.object({ connection: connectionSchema }),
  },
  "connections.delete": { method: "DELETE", path: "/connections/{id}", answer: nothing },
  "myConnections.list": {
    method: "GET",
    path: "/me/connections",
    answer: z.object({ connections: z.array(connectionSchema) }),
  },
  "myConnections.delete": { method: "DELETE", path: "/me/connections/{id}", answer: nothing },
} as const;

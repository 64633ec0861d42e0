/** The one shape of everything that goes over a connection, in either direction. */
import * as z from "zod/mini";
import { type Action, actionTable, isAction, type Payload, payloadSchemas } from "./commands.ts";
import { roomRefSchema } from "./entities.ts";
import { type ErrorBody, type ErrorCode, errorSchema, type Issue } from "./errors.ts";
import { eventSchema } from "./events.ts";
import { errorBody, type Reply } from "./replies.ts";

export const requestIdSchema = z.string().check(
  z.minLength(1),
  z.maxLength(64),
  z.refine((id) => !id.includes("\u0000") && id.isWellFormed()),
);

/** A command whose action and payload are still to be judged. */
export const commandSchema = z.object({
  v: z.optional(z.number()),
  action: z.string().check(z.minLength(1), z.maxLength(64)),
  requestId: requestIdSchema,
  roomId: z.optional(roomRefSchema),
  payload: z.optional(z.unknown()),
  timestamp: z.optional(z.string().check(z.maxLength(64))),
});
export type CommandEnvelope = z.infer<typeof commandSchema>;

/** What may be read of a frame that is no such command. Made once: it costs more than ten readings. */
const namedSchema = z.object({ requestId: requestIdSchema });
const versionedSchema = z.object({ v: z.number() });

/** A command that is what it says: its payload parsed by its action's schema. */
export type Command<A extends Action = Action> = {
  [K in A]: { action: K; requestId: string; roomId: string | undefined; payload: Payload<K> };
}[A];

export const replySchema: z.ZodMiniType<Reply> = z.discriminatedUnion("ok", [
  z.object({
    v: z.literal(1),
    type: z.literal("reply"),
    requestId: z.string(),
    ok: z.literal(true),
    payload: z.unknown(),
  }),
  z.object({
    v: z.literal(1),
    type: z.literal("reply"),
    requestId: z.nullable(z.string()),
    ok: z.literal(false),
    error: errorSchema,
  }),
]);

/** Anything that a server sends. */
export const serverFrameSchema = z.union([replySchema, eventSchema]);

export type Decoded =
  | { ok: true; command: Command }
  /** Well formed, but none of ours: an operator's route may know it. */
  | { ok: false; unknown: CommandEnvelope }
  | { ok: false; unknown?: undefined; requestId: string | null; error: ErrorBody };

/** Unknown in, contract type out: the only parser of commands (ENV-1, ENV-4). Takes a frame's text or what a transport parsed already. */
export function decode(frame: unknown): Decoded {
  const raw = typeof frame === "string" ? parseJson(frame) : frame;
  const parsed = commandSchema.safeParse(raw);
  if (!parsed.success) {
    const requestId = readRequestId(raw);
    // A version that we don't speak may have another shape altogether: say so first.
    const version = versionedSchema.safeParse(raw);
    if (version.success && version.data.v !== 1)
      return refuse(requestId, "unsupportedVersion", "This server speaks version 1.");
    return refuse(requestId, "badEnvelope", "The frame is not a command envelope.", issuesOf(parsed.error));
  }
  const envelope = parsed.data;
  if (envelope.v !== undefined && envelope.v !== 1)
    return refuse(envelope.requestId, "unsupportedVersion", "This server speaks version 1.");
  if (!isAction(envelope.action)) return { ok: false, unknown: envelope };
  return judge(envelope, envelope.action);
}

function judge<A extends Action>(envelope: CommandEnvelope, action: A): Decoded {
  if (actionTable[action].room && envelope.roomId === undefined)
    return refuse(envelope.requestId, "invalidPayload", `${action} needs a roomId.`, [
      { path: "roomId", message: "required" },
    ]);
  const payload = payloadSchemas[action].safeParse(envelope.payload ?? {});
  if (!payload.success)
    return refuse(
      envelope.requestId,
      "invalidPayload",
      `The payload of ${action} is not valid.`,
      issuesOf(payload.error),
    );
  // The schema was chosen by this very action, which TypeScript cannot follow through the lookup.
  const command = { action, requestId: envelope.requestId, roomId: envelope.roomId, payload: payload.data } as Command;
  return { ok: true, command };
}

const refuse = (requestId: string | null, code: ErrorCode, message: string, issues?: Issue[]): Decoded => ({
  ok: false,
  requestId,
  error: errorBody(code, message, issues ? { issues } : {}),
});

/** At most ten issues, so that a reply stays small whatever was sent. */
export const issuesOf = (error: z.core.$ZodError): Issue[] =>
  error.issues
    .slice(0, 10)
    .map((issue) => ({ path: issue.path.map(String).join(".").slice(0, 200), message: issue.message.slice(0, 200) }));

function readRequestId(raw: unknown): string | null {
  const parsed = namedSchema.safeParse(raw);
  return parsed.success ? parsed.data.requestId : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export { errorBody, failure, type Reply, success } from "./replies.ts";

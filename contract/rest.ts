/**
 * The table of REST routes: the one source of what is parsed, answered and documented.
 * Paths are under `/api/v1`; `{room}` is a room's id or slug. Its handlers are complete by type. What a client needs of
 * it is in rest-answers.ts; this half only servers load.
 */
import * as z from "zod/mini";
import { textSchema } from "./commands.ts";
import {
  historySchema,
  idSchema,
  preferencesSchema,
  roomKindSchema,
  roomRoleSchema,
  seqSchema,
  slugSchema,
  timestampSchema,
  userRoleSchema,
} from "./entities.ts";
import { requestIdSchema } from "./envelope.ts";
import { imageSchema, restAnswers, type RouteId as SharedRouteId } from "./rest-answers.ts";
import { connectionRoutes } from "./rest-connections.ts";
import { line, nameSchema, type Route } from "./rest-fields.ts";
import { integrationRoutes } from "./rest-integrations.ts";

export const roomNameSchema = line(60);
export const topicSchema = z.string().check(
  z.trim(),
  z.maxLength(300),
  z.refine((text) => !text.includes("\u0000") && text.isWellFormed()),
);
export const emailSchema = z.pipe(z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254)), z.email());
/** Argon2 hashes any length; the bound keeps a request cheap. */
export const passwordSchema = z.string().check(z.minLength(8, "at least 8 characters"), z.maxLength(256));

const page = z.object({
  before: z.optional(z.pipe(z.coerce.number(), seqSchema)),
  after: z.optional(z.pipe(z.coerce.number(), seqSchema)),
  around: z.optional(z.pipe(z.coerce.number(), seqSchema)),
  at: z.optional(timestampSchema),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
});

export const restRoutes = {
  "openapi.get": {
    ...restAnswers["openapi.get"],
    summary: "This description",
    auth: "none",
    status: 200,
  },
  "server.get": {
    ...restAnswers["server.get"],
    summary: "What a sign-in page needs to know",
    auth: "none",
    status: 200,
  },
  "accounts.create": {
    ...restAnswers["accounts.create"],
    summary: "Sign up; the first account owns the server",
    auth: "none",
    body: z.object({
      name: nameSchema,
      email: emailSchema,
      password: passwordSchema,
      invite: z.optional(z.string().check(z.maxLength(100))),
      setup: z.optional(z.string().check(z.maxLength(100))),
      workspaceName: z.optional(nameSchema),
    }),
    status: 201,
  },
  "passwordResets.get": {
    ...restAnswers["passwordResets.get"],
    summary: "Whether a one-time link still works",
    auth: "none",
    status: 200,
  },
  "passwordResets.redeem": {
    ...restAnswers["passwordResets.redeem"],
    summary: "Set a new password by a one-time link",
    auth: "none",
    body: z.object({ reset: z.string().check(z.maxLength(100)), password: passwordSchema }),
    status: 204,
  },
  "tokens.create": {
    ...restAnswers["tokens.create"],
    summary: "Make an access token; it is shown once",
    auth: "identityOrBasic",
    body: z.object({ name: nameSchema }),
    status: 201,
  },
  "tokens.list": {
    ...restAnswers["tokens.list"],
    summary: "My access tokens, without secrets",
    auth: "identityOrBasic",
    status: 200,
  },
  "tokens.delete": {
    ...restAnswers["tokens.delete"],
    summary: "Revoke an access token",
    auth: "identityOrBasic",
    status: 204,
  },
  "tickets.create": {
    ...restAnswers["tickets.create"],
    summary: "Make a ticket that opens one connection within 60 s",
    auth: "identity",
    status: 201,
  },
  "me.get": {
    ...restAnswers["me.get"],
    summary: "Who I am",
    auth: "identity",
    status: 200,
  },
  "me.update": {
    ...restAnswers["me.update"],
    summary: "Change my name",
    auth: "identity",
    body: z.object({ name: z.optional(nameSchema) }),
    status: 200,
  },
  "me.password": {
    ...restAnswers["me.password"],
    summary: "Change my password; my other sessions end",
    auth: "identity",
    body: z.object({ current: z.string().check(z.maxLength(256)), password: passwordSchema }),
    status: 204,
  },
  "pictures.put": {
    ...restAnswers["pictures.put"],
    summary: "Show a picture of me",
    auth: "identity",
    body: imageSchema,
    status: 200,
  },
  "pictures.delete": {
    ...restAnswers["pictures.delete"],
    summary: "Show no picture of me",
    auth: "identity",
    status: 200,
  },
  "me.read": {
    ...restAnswers["me.read"],
    summary: "Mark all my rooms read",
    auth: "identity",
    status: 200,
  },
  "sessions.list": {
    ...restAnswers["sessions.list"],
    summary: "Where I am signed in",
    auth: "identity",
    status: 200,
  },
  "sessions.deleteAll": {
    ...restAnswers["sessions.deleteAll"],
    summary: "Sign out everywhere",
    auth: "identity",
    status: 204,
  },
  "sessions.delete": {
    ...restAnswers["sessions.delete"],
    summary: "End one session",
    auth: "identity",
    status: 204,
  },
  "invites.create": {
    ...restAnswers["invites.create"],
    summary: "Make an invite link",
    auth: "identity",
    body: z.object({
      expiresInHours: z._default(z.int().check(z.minimum(1), z.maximum(24 * 365)), 24 * 7),
      maxUses: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
      role: z._default(z.enum(["admin", "member", "guest"]), "member"),
    }),
    status: 201,
  },
  "invites.list": {
    ...restAnswers["invites.list"],
    summary: "Invite links that still work",
    auth: "identity",
    status: 200,
  },
  "invites.delete": {
    ...restAnswers["invites.delete"],
    summary: "Withdraw an invite link",
    auth: "identity",
    status: 204,
  },
  "invitations.get": {
    ...restAnswers["invitations.get"],
    summary: "What an invite link leads to",
    auth: "none",
    status: 200,
  },
  "users.list": {
    ...restAnswers["users.list"],
    summary: "People of the workspace",
    auth: "identity",
    query: z.object({
      q: z.optional(z.string().check(z.maxLength(80))),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1000)), 1000),
    }),
    status: 200,
  },
  "users.update": {
    ...restAnswers["users.update"],
    summary: "Give a role, deactivate (admins)",
    auth: "identity",
    body: z.object({ role: z.optional(userRoleSchema), deactivated: z.optional(z.boolean()) }),
    status: 200,
  },
  "pictures.get": {
    ...restAnswers["pictures.get"],
    summary: "Someone's picture, at the address that their avatarUrl says",
    auth: "identity",
    status: 200,
  },
  "rooms.create": {
    ...restAnswers["rooms.create"],
    summary: "Make a room, or find the direct room of these people",
    auth: "identity",
    body: z.object({
      name: z.optional(roomNameSchema),
      slug: z.optional(slugSchema),
      topic: z.optional(topicSchema),
      kind: roomKindSchema,
      history: z.optional(historySchema),
      memberIds: z.optional(z.array(idSchema).check(z.maxLength(500))),
    }),
    status: 201,
  },
  "rooms.list": {
    ...restAnswers["rooms.list"],
    summary: "My rooms, or with browse=true the public ones, by name",
    auth: "identity",
    query: z.object({
      browse: z.optional(z.enum(["true", "false"])),
      q: z.optional(z.string().check(z.maxLength(80))),
      /** Of public rooms: a page of so many, each with its `memberCount`. */
      limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      /** Of public rooms: the `next` of the page before. */
      after: z.optional(z.string().check(z.minLength(1), z.maxLength(400))),
    }),
    status: 200,
  },
  "rooms.get": {
    ...restAnswers["rooms.get"],
    summary: "One room",
    auth: "identity",
    status: 200,
  },
  "rooms.update": {
    ...restAnswers["rooms.update"],
    summary: "Rename, set the topic, archive",
    auth: "identity",
    body: z.object({
      name: z.optional(roomNameSchema),
      topic: z.optional(topicSchema),
      archived: z.optional(z.boolean()),
    }),
    status: 200,
  },
  "rooms.join": {
    ...restAnswers["rooms.join"],
    summary: "Join a public room",
    auth: "identity",
    status: 200,
  },
  "rooms.leave": {
    ...restAnswers["rooms.leave"],
    summary: "Leave a room",
    auth: "identity",
    status: 204,
  },
  "preferences.update": {
    ...restAnswers["preferences.update"],
    summary: "What I want of a room: when to be notified, muted, favourite",
    auth: "identity",
    body: z.partial(preferencesSchema),
    status: 200,
  },
  "members.list": {
    ...restAnswers["members.list"],
    summary: "Who is in a room, and who left",
    auth: "identity",
    status: 200,
  },
  "members.put": {
    ...restAnswers["members.put"],
    summary: "Add someone, or give a role",
    auth: "identity",
    body: z.object({ role: z._default(roomRoleSchema, "member") }),
    status: 200,
  },
  "members.delete": {
    ...restAnswers["members.delete"],
    summary: "Remove someone",
    auth: "identity",
    status: 204,
  },
  "messages.list": {
    ...restAnswers["messages.list"],
    summary: "A page of history, by seq ascending",
    auth: "identity",
    query: page.check(
      z.refine(
        (q) => [q.before, q.after, q.around, q.at].filter((x) => x !== undefined).length <= 1,
        "only one of before, after, around, at",
      ),
    ),
    status: 200,
  },
  "messages.create": {
    ...restAnswers["messages.create"],
    summary: "Send a message",
    auth: "identity",
    body: z.object({ text: textSchema, requestId: z.optional(requestIdSchema), threadSeq: z.optional(seqSchema) }),
    status: 201,
  },
  "changes.list": {
    ...restAnswers["changes.list"],
    summary: "Everything in a room that changed after a seq",
    auth: "identity",
    query: z.object({
      since: z.pipe(z.coerce.number(), seqSchema),
      epoch: z.optional(z.string().check(z.maxLength(100))),
    }),
    status: 200,
  },
  ...integrationRoutes,
  ...connectionRoutes,
} as const satisfies Record<SharedRouteId, Route> & Record<string, Route>;

export type RouteId = keyof typeof restRoutes;

type RouteOf<R extends RouteId> = (typeof restRoutes)[R];
export type RestBody<R extends RouteId> =
  RouteOf<R> extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined;
export type RestInput<R extends RouteId> =
  RouteOf<R> extends { body: infer B extends z.ZodMiniType } ? z.input<B> : undefined;
export type RestQuery<R extends RouteId> =
  RouteOf<R> extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined;
export type RestAnswer<R extends RouteId> = z.output<RouteOf<R>["answer"]>;
export type RestRoute = Route;
export type { Image } from "./rest-answers.ts";
export { imageSchema, inviteSchema, sessionSchema, tokenSchema } from "./rest-answers.ts";
export { nameSchema } from "./rest-fields.ts";

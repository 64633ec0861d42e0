/**
 * The table of REST routes: the one source of what is parsed, answered and documented.
 * Paths are under `/api/v1`; `{room}` is a room's id or slug. Its handlers are complete by type.
 */
import * as z from "zod/mini";
import { syncRoomSchema, textSchema } from "./commands.ts";
import {
  historySchema,
  idSchema,
  memberSchema,
  messageSchema,
  myRoomSchema,
  preferencesSchema,
  roomKindSchema,
  roomRoleSchema,
  seqSchema,
  slugSchema,
  timestampSchema,
  userRoleSchema,
  userSchema,
  workspaceSchema,
} from "./entities.ts";
import { requestIdSchema } from "./envelope.ts";
import { coercedNumber } from "./zod.ts";

const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1, "must not be empty"),
    z.maxLength(max, `at most ${max} characters`),
    z.refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), "must be one line of text"),
  );

export const nameSchema = line(80);
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
  before: z.optional(z.pipe(coercedNumber(), seqSchema)),
  after: z.optional(z.pipe(coercedNumber(), seqSchema)),
  around: z.optional(z.pipe(coercedNumber(), seqSchema)),
  at: z.optional(timestampSchema),
  limit: z._default(coercedNumber().check(z.int(), z.minimum(1), z.maximum(200)), 50),
});

export const tokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  createdAt: timestampSchema,
  lastUsedAt: z.optional(timestampSchema),
});
export const inviteSchema = z.object({
  id: idSchema,
  role: userRoleSchema,
  createdBy: idSchema,
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  maxUses: z.optional(z.int()),
  uses: z.int(),
});
export const sessionSchema = z.object({
  id: idSchema,
  userAgent: z.string(),
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  current: z.boolean(),
});

const nothing = z.null();

/** An image's own bytes, as a request's body or as an answer; `type` is its Content-Type. */
export const imageSchema = z.object({
  type: z.enum(["image/jpeg", "image/png", "image/webp"]),
  bytes: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.byteLength > 0),
});
export type Image = z.infer<typeof imageSchema>;

type Route = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  /** Who may call: anybody, a session or token, or also HTTP Basic. */
  readonly auth: "none" | "identity" | "identityOrBasic";
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Where it is not JSON: an image of at most `maxPictureBytes`. */
  readonly bodyType?: "image";
  readonly answer: z.ZodMiniType;
  /** Where it is not JSON: an image at an address that changes with it, so that it may be kept for ever. */
  readonly answerType?: "image";
  /** The status of success; a handler may answer `200` in place of `201`. */
  readonly status: 200 | 201 | 204;
};

export const restRoutes = {
  "openapi.get": {
    method: "GET",
    path: "/openapi.json",
    summary: "This description",
    auth: "none",
    answer: z.looseObject({ openapi: z.string() }),
    status: 200,
  },
  "server.get": {
    method: "GET",
    path: "/server",
    summary: "What a sign-in page needs to know",
    auth: "none",
    answer: z.object({
      state: z.enum(["needsOwner", "ready"]),
      registration: z.enum(["invite", "open", "closed"]),
      workspaceName: z.string(),
      /** The button's label, where an OpenID Connect provider is configured. */
      oidc: z.optional(z.string()),
      /** The first account needs the printed set-up link. */
      setupRequired: z.boolean(),
    }),
    status: 200,
  },
  "accounts.create": {
    method: "POST",
    path: "/accounts",
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
    answer: z.object({ user: userSchema }),
    status: 201,
  },
  "passwordResets.get": {
    method: "GET",
    path: "/password-resets/{reset}",
    summary: "Whether a one-time link still works",
    auth: "none",
    answer: z.object({ expiresAt: timestampSchema }),
    status: 200,
  },
  "passwordResets.redeem": {
    method: "POST",
    path: "/password-resets",
    summary: "Set a new password by a one-time link",
    auth: "none",
    body: z.object({ reset: z.string().check(z.maxLength(100)), password: passwordSchema }),
    answer: nothing,
    status: 204,
  },
  "tokens.create": {
    method: "POST",
    path: "/tokens",
    summary: "Make an access token; it is shown once",
    auth: "identityOrBasic",
    body: z.object({ name: nameSchema }),
    answer: z.object({ id: idSchema, token: z.string() }),
    status: 201,
  },
  "tokens.list": {
    method: "GET",
    path: "/tokens",
    summary: "My access tokens, without secrets",
    auth: "identityOrBasic",
    answer: z.object({ tokens: z.array(tokenSchema) }),
    status: 200,
  },
  "tokens.delete": {
    method: "DELETE",
    path: "/tokens/{id}",
    summary: "Revoke an access token",
    auth: "identityOrBasic",
    answer: nothing,
    status: 204,
  },
  "tickets.create": {
    method: "POST",
    path: "/tickets",
    summary: "Make a ticket that opens one connection within 60 s",
    auth: "identity",
    answer: z.object({ ticket: z.string(), expiresAt: timestampSchema }),
    status: 201,
  },
  "me.get": {
    method: "GET",
    path: "/me",
    summary: "Who I am",
    auth: "identity",
    answer: z.object({ user: userSchema, workspace: workspaceSchema, email: z.optional(z.string()) }),
    status: 200,
  },
  "me.update": {
    method: "PATCH",
    path: "/me",
    summary: "Change my name",
    auth: "identity",
    body: z.object({ name: z.optional(nameSchema) }),
    answer: z.object({ user: userSchema }),
    status: 200,
  },
  "me.password": {
    method: "POST",
    path: "/me/password",
    summary: "Change my password; my other sessions end",
    auth: "identity",
    body: z.object({ current: z.string().check(z.maxLength(256)), password: passwordSchema }),
    answer: nothing,
    status: 204,
  },
  "pictures.put": {
    method: "PUT",
    path: "/me/picture",
    summary: "Show a picture of me",
    auth: "identity",
    body: imageSchema,
    bodyType: "image",
    answer: z.object({ user: userSchema }),
    status: 200,
  },
  "pictures.delete": {
    method: "DELETE",
    path: "/me/picture",
    summary: "Show no picture of me",
    auth: "identity",
    answer: z.object({ user: userSchema }),
    status: 200,
  },
  "me.read": {
    method: "POST",
    path: "/me/read",
    summary: "Mark all my rooms read",
    auth: "identity",
    answer: z.object({ read: z.record(z.string(), seqSchema) }),
    status: 200,
  },
  "sessions.list": {
    method: "GET",
    path: "/me/sessions",
    summary: "Where I am signed in",
    auth: "identity",
    answer: z.object({ sessions: z.array(sessionSchema) }),
    status: 200,
  },
  "sessions.deleteAll": {
    method: "DELETE",
    path: "/me/sessions",
    summary: "Sign out everywhere",
    auth: "identity",
    answer: nothing,
    status: 204,
  },
  "sessions.delete": {
    method: "DELETE",
    path: "/me/sessions/{id}",
    summary: "End one session",
    auth: "identity",
    answer: nothing,
    status: 204,
  },
  "invites.create": {
    method: "POST",
    path: "/invites",
    summary: "Make an invite link",
    auth: "identity",
    body: z.object({
      expiresInHours: z._default(z.int().check(z.minimum(1), z.maximum(24 * 365)), 24 * 7),
      maxUses: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
      role: z._default(z.enum(["admin", "member", "guest"]), "member"),
    }),
    answer: z.object({ id: idSchema, invite: z.string(), url: z.string(), expiresAt: timestampSchema }),
    status: 201,
  },
  "invites.list": {
    method: "GET",
    path: "/invites",
    summary: "Invite links that still work",
    auth: "identity",
    answer: z.object({ invites: z.array(inviteSchema) }),
    status: 200,
  },
  "invites.delete": {
    method: "DELETE",
    path: "/invites/{id}",
    summary: "Withdraw an invite link",
    auth: "identity",
    answer: nothing,
    status: 204,
  },
  "invitations.get": {
    method: "GET",
    path: "/invitations/{invite}",
    summary: "What an invite link leads to",
    auth: "none",
    answer: z.object({ workspaceName: z.string(), invitedBy: z.string(), role: userRoleSchema }),
    status: 200,
  },
  "users.list": {
    method: "GET",
    path: "/users",
    summary: "People of the workspace",
    auth: "identity",
    query: z.object({
      q: z.optional(z.string().check(z.maxLength(80))),
      limit: z._default(coercedNumber().check(z.int(), z.minimum(1), z.maximum(1000)), 1000),
    }),
    answer: z.object({ users: z.array(userSchema) }),
    status: 200,
  },
  "users.update": {
    method: "PATCH",
    path: "/users/{id}",
    summary: "Give a role, deactivate (admins)",
    auth: "identity",
    body: z.object({ role: z.optional(userRoleSchema), deactivated: z.optional(z.boolean()) }),
    answer: z.object({ user: userSchema }),
    status: 200,
  },
  "pictures.get": {
    method: "GET",
    path: "/users/{id}/picture/{digest}",
    summary: "Someone's picture, at the address that their avatarUrl says",
    auth: "identity",
    answer: imageSchema,
    answerType: "image",
    status: 200,
  },
  "rooms.create": {
    method: "POST",
    path: "/rooms",
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
    answer: z.object({ room: myRoomSchema }),
    status: 201,
  },
  "rooms.list": {
    method: "GET",
    path: "/rooms",
    summary: "My rooms, or with browse=true the public ones",
    auth: "identity",
    query: z.object({
      browse: z.optional(z.enum(["true", "false"])),
      q: z.optional(z.string().check(z.maxLength(80))),
    }),
    answer: z.object({ rooms: z.array(myRoomSchema) }),
    status: 200,
  },
  "rooms.get": {
    method: "GET",
    path: "/rooms/{room}",
    summary: "One room",
    auth: "identity",
    answer: z.object({ room: myRoomSchema }),
    status: 200,
  },
  "rooms.update": {
    method: "PATCH",
    path: "/rooms/{room}",
    summary: "Rename, set the topic, archive",
    auth: "identity",
    body: z.object({
      name: z.optional(roomNameSchema),
      topic: z.optional(topicSchema),
      archived: z.optional(z.boolean()),
    }),
    answer: z.object({ room: myRoomSchema }),
    status: 200,
  },
  "rooms.join": {
    method: "POST",
    path: "/rooms/{room}/join",
    summary: "Join a public room",
    auth: "identity",
    answer: z.object({ room: myRoomSchema }),
    status: 200,
  },
  "rooms.leave": {
    method: "POST",
    path: "/rooms/{room}/leave",
    summary: "Leave a room",
    auth: "identity",
    answer: nothing,
    status: 204,
  },
  "preferences.update": {
    method: "PATCH",
    path: "/rooms/{room}/preferences",
    summary: "What I want of a room: when to be notified, muted, favourite",
    auth: "identity",
    body: z.partial(preferencesSchema),
    answer: z.object({ preferences: preferencesSchema }),
    status: 200,
  },
  "members.list": {
    method: "GET",
    path: "/rooms/{room}/members",
    summary: "Who is in a room, and who left",
    auth: "identity",
    answer: z.object({ members: z.array(memberSchema), head: seqSchema }),
    status: 200,
  },
  "members.put": {
    method: "PUT",
    path: "/rooms/{room}/members/{userId}",
    summary: "Add someone, or give a role",
    auth: "identity",
    body: z.object({ role: z._default(roomRoleSchema, "member") }),
    answer: z.object({ member: memberSchema }),
    status: 200,
  },
  "members.delete": {
    method: "DELETE",
    path: "/rooms/{room}/members/{userId}",
    summary: "Remove someone",
    auth: "identity",
    answer: nothing,
    status: 204,
  },
  "messages.list": {
    method: "GET",
    path: "/rooms/{room}/messages",
    summary: "A page of history, by seq ascending",
    auth: "identity",
    query: page.check(
      z.refine(
        (q) => [q.before, q.after, q.around, q.at].filter((x) => x !== undefined).length <= 1,
        "only one of before, after, around, at",
      ),
    ),
    answer: z.object({
      messages: z.array(messageSchema),
      head: seqSchema,
      hasBefore: z.boolean(),
      hasAfter: z.boolean(),
      /** Asked with `at`: the first message created at or after that time; null where there is none. */
      foundSeq: z.optional(z.nullable(seqSchema)),
    }),
    status: 200,
  },
  "messages.create": {
    method: "POST",
    path: "/rooms/{room}/messages",
    summary: "Send a message",
    auth: "identity",
    body: z.object({ text: textSchema, requestId: z.optional(requestIdSchema), threadSeq: z.optional(seqSchema) }),
    answer: z.object({ message: messageSchema }),
    status: 201,
  },
  "changes.list": {
    method: "GET",
    path: "/rooms/{room}/changes",
    summary: "Everything in a room that changed after a seq",
    auth: "identity",
    query: z.object({
      since: z.pipe(coercedNumber(), seqSchema),
      epoch: z.optional(z.string().check(z.maxLength(100))),
    }),
    answer: syncRoomSchema,
    status: 200,
  },
} as const satisfies Record<string, Route>;

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

/**
 * The REST routes as a client needs them: where each is, and what it answers. What may be asked is judged by servers, in
 * rest.ts, so that browsers need not load it.
 */
import * as z from "zod/mini";
import { syncRoomSchema } from "./commands.ts";
import {
  idSchema,
  memberSchema,
  messageSchema,
  myRoomSchema,
  preferencesSchema,
  seqSchema,
  timestampSchema,
  userRoleSchema,
  userSchema,
  workspaceSchema,
} from "./entities.ts";

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

/** `memberCount` is told in a page of public rooms. */
export const listedRoomSchema = z.extend(myRoomSchema, { memberCount: z.optional(z.int()) });
export type ListedRoom = z.infer<typeof listedRoomSchema>;

const nothing = z.null();

/** An image's own bytes, as a request's body or as an answer; `type` is its Content-Type. */
export const imageSchema = z.object({
  type: z.enum(["image/jpeg", "image/png", "image/webp"]),
  bytes: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.byteLength > 0),
});
export type Image = z.infer<typeof imageSchema>;

type Answer = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Where it is not JSON: an image of at most `maxPictureBytes`. */
  readonly bodyType?: "image";
  readonly answer: z.ZodMiniType;
  /** Where it is not JSON: an image at an address that changes with it, so that it may be kept for ever. */
  readonly answerType?: "image";
};

export const restAnswers = {
  "openapi.get": {
    method: "GET",
    path: "/openapi.json",
    answer: z.looseObject({ openapi: z.string() }),
  },
  "server.get": {
    method: "GET",
    path: "/server",
    answer: z.object({
      state: z.enum(["needsOwner", "ready"]),
      registration: z.enum(["invite", "open", "closed"]),
      workspaceName: z.string(),
      /** The button's label, where an OpenID Connect provider is configured. */
      oidc: z.optional(z.string()),
      /** The first account needs the printed set-up link. */
      setupRequired: z.boolean(),
    }),
  },
  "accounts.create": {
    method: "POST",
    path: "/accounts",
    answer: z.object({ user: userSchema }),
  },
  "passwordResets.get": {
    method: "GET",
    path: "/password-resets/{reset}",
    answer: z.object({ expiresAt: timestampSchema }),
  },
  "passwordResets.redeem": {
    method: "POST",
    path: "/password-resets",
    answer: nothing,
  },
  "tokens.create": {
    method: "POST",
    path: "/tokens",
    answer: z.object({ id: idSchema, token: z.string() }),
  },
  "tokens.list": {
    method: "GET",
    path: "/tokens",
    answer: z.object({ tokens: z.array(tokenSchema) }),
  },
  "tokens.delete": {
    method: "DELETE",
    path: "/tokens/{id}",
    answer: nothing,
  },
  "tickets.create": {
    method: "POST",
    path: "/tickets",
    answer: z.object({ ticket: z.string(), expiresAt: timestampSchema }),
  },
  "me.get": {
    method: "GET",
    path: "/me",
    answer: z.object({ user: userSchema, workspace: workspaceSchema, email: z.optional(z.string()) }),
  },
  "me.update": {
    method: "PATCH",
    path: "/me",
    answer: z.object({ user: userSchema }),
  },
  "me.password": {
    method: "POST",
    path: "/me/password",
    answer: nothing,
  },
  "pictures.put": {
    method: "PUT",
    path: "/me/picture",
    bodyType: "image",
    answer: z.object({ user: userSchema }),
  },
  "pictures.delete": {
    method: "DELETE",
    path: "/me/picture",
    answer: z.object({ user: userSchema }),
  },
  "me.read": {
    method: "POST",
    path: "/me/read",
    answer: z.object({ read: z.record(z.string(), seqSchema) }),
  },
  "sessions.list": {
    method: "GET",
    path: "/me/sessions",
    answer: z.object({ sessions: z.array(sessionSchema) }),
  },
  "sessions.deleteAll": {
    method: "DELETE",
    path: "/me/sessions",
    answer: nothing,
  },
  "sessions.delete": {
    method: "DELETE",
    path: "/me/sessions/{id}",
    answer: nothing,
  },
  "invites.create": {
    method: "POST",
    path: "/invites",
    answer: z.object({ id: idSchema, invite: z.string(), url: z.string(), expiresAt: timestampSchema }),
  },
  "invites.list": {
    method: "GET",
    path: "/invites",
    answer: z.object({ invites: z.array(inviteSchema) }),
  },
  "invites.delete": {
    method: "DELETE",
    path: "/invites/{id}",
    answer: nothing,
  },
  "invitations.get": {
    method: "GET",
    path: "/invitations/{invite}",
    answer: z.object({ workspaceName: z.string(), invitedBy: z.string(), role: userRoleSchema }),
  },
  "users.list": {
    method: "GET",
    path: "/users",
    answer: z.object({ users: z.array(userSchema) }),
  },
  "users.update": {
    method: "PATCH",
    path: "/users/{id}",
    answer: z.object({ user: userSchema }),
  },
  "pictures.get": {
    method: "GET",
    path: "/users/{id}/picture/{digest}",
    answer: imageSchema,
    answerType: "image",
  },
  "rooms.create": {
    method: "POST",
    path: "/rooms",
    answer: z.object({ room: myRoomSchema }),
  },
  "rooms.list": {
    method: "GET",
    path: "/rooms",
    answer: z.object({
      rooms: z.array(listedRoomSchema),
      /** Where more follow: what `after` goes on from. */
      next: z.optional(z.string()),
    }),
  },
  "rooms.get": {
    method: "GET",
    path: "/rooms/{room}",
    answer: z.object({ room: myRoomSchema }),
  },
  "rooms.update": {
    method: "PATCH",
    path: "/rooms/{room}",
    answer: z.object({ room: myRoomSchema }),
  },
  "rooms.join": {
    method: "POST",
    path: "/rooms/{room}/join",
    answer: z.object({ room: myRoomSchema }),
  },
  "rooms.leave": {
    method: "POST",
    path: "/rooms/{room}/leave",
    answer: nothing,
  },
  "preferences.update": {
    method: "PATCH",
    path: "/rooms/{room}/preferences",
    answer: z.object({ preferences: preferencesSchema }),
  },
  "members.list": {
    method: "GET",
    path: "/rooms/{room}/members",
    answer: z.object({ members: z.array(memberSchema), head: seqSchema }),
  },
  "members.put": {
    method: "PUT",
    path: "/rooms/{room}/members/{userId}",
    answer: z.object({ member: memberSchema }),
  },
  "members.delete": {
    method: "DELETE",
    path: "/rooms/{room}/members/{userId}",
    answer: nothing,
  },
  "messages.list": {
    method: "GET",
    path: "/rooms/{room}/messages",
    answer: z.object({
      messages: z.array(messageSchema),
      head: seqSchema,
      hasBefore: z.boolean(),
      hasAfter: z.boolean(),
      /** Asked with `at`: the first message created at or after that time; null where there is none. */
      foundSeq: z.optional(z.nullable(seqSchema)),
    }),
  },
  "messages.create": {
    method: "POST",
    path: "/rooms/{room}/messages",
    answer: z.object({ message: messageSchema }),
  },
  "changes.list": {
    method: "GET",
    path: "/rooms/{room}/changes",
    answer: syncRoomSchema,
  },
} as const satisfies Record<string, Answer>;

export type RouteId = keyof typeof restAnswers;
export type RestAnswer<R extends RouteId> = z.output<(typeof restAnswers)[R]["answer"]>;
export type RouteAnswer = Answer;

"use client";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { Action } from "#contract/commands.ts";
import type { ErrorBody, ErrorCode } from "#contract/errors.ts";
import type { RouteId } from "#contract/rest.ts";
import type { MessageKey, Translator } from "./translator.ts";

/** What was tried, the very first account apart: its refusals mean more than their code says. */
export type Attempt = RouteId | Action | "setup";
/** `status` is HTTP's, 0 where no answer came, none for a command. */
export type Refused = { readonly error: ErrorBody; readonly status?: number };

const byCode = {
  badEnvelope: "errors.outdated",
  unsupportedVersion: "errors.outdated",
  unknownAction: "errors.outdated",
  unauthenticated: "errors.unauthenticated",
  forbidden: "errors.forbidden",
  notFound: "errors.notFound",
  conflict: "errors.conflict",
  payloadTooLarge: "errors.payloadTooLarge",
  invalidPayload: "errors.invalidPayload",
  rateLimited: "errors.rateLimited",
  overloaded: "errors.network",
  internal: "errors.unexpected",
  timeout: "errors.network",
} as const satisfies Record<ErrorCode, MessageKey>;

const ofMessage = { conflict: "errors.messageClosed", notFound: "errors.messageClosed" } as const;
const ofMember = {
  forbidden: "errors.onlyOwner",
  conflict: "errors.needsOwner",
} as const;

const byAttempt: { readonly [A in Attempt]?: { readonly [C in ErrorCode]?: MessageKey } } = {
  "accounts.create": { conflict: "errors.emailTaken", forbidden: "errors.inviteGone" },
  setup: { conflict: "errors.emailTaken", forbidden: "errors.setupLink" },
  "passwordResets.redeem": { forbidden: "reset.goneBody", notFound: "reset.goneBody" },
  "me.password": { forbidden: "errors.wrongPassword", invalidPayload: "errors.fields.password" },
  "me.update": { invalidPayload: "errors.fields.name" },
  "rooms.create": { conflict: "errors.roomExists", forbidden: "errors.guestRooms" },
  "rooms.update": { forbidden: "errors.onlyModerator", invalidPayload: "errors.invalidPayload" },
  "rooms.join": { conflict: "errors.roomArchived" },
  "members.put": ofMember,
  "members.delete": ofMember,
  "tokens.create": { conflict: "errors.tooManyTokens" },
  "invites.create": { conflict: "errors.tooManyInvites", forbidden: "errors.mayNotInvite" },
  sendMessage: {
    conflict: "errors.roomArchived",
    forbidden: "errors.notInRoom",
    notFound: "errors.notInRoom",
    invalidPayload: "errors.messageTooLong",
    payloadTooLarge: "errors.messageTooLong",
  },
  editMessage: { ...ofMessage, forbidden: "errors.onlyAuthor", invalidPayload: "errors.messageTooLong" },
  deleteMessage: { ...ofMessage, forbidden: "errors.onlyModerator" },
  addReaction: { ...ofMessage, conflict: "errors.tooManyReactions" },
};

/** What to tell a person about a refusal, in their language; the server's own words are for programs. */
export function sentence(t: Translator, { error, status }: Refused, attempt?: Attempt): string {
  if (status === 0) return t("errors.network");
  return t((attempt && byAttempt[attempt]?.[error.code]) ?? byCode[error.code]);
}

const fields = ["name", "email", "password", "workspaceName"] as const;
export type FieldName = (typeof fields)[number];

/** Of a refused form: what to say at this field. */
export const issueAt = (t: Translator, error: ErrorBody | null, field: FieldName): string | undefined =>
  error?.issues?.some((issue) => issue.path === field) ? t(`errors.fields.${field}`) : undefined;

/** `sentence` in the reader's language. */
export function useSentence(): (refused: Refused, attempt?: Attempt) => string {
  const t = useTranslations();
  return useCallback((refused, attempt) => sentence(t, refused, attempt), [t]);
}

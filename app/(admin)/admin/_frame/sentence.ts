import { type Attempt, type Refused, sentence } from "#app/_text/sentence.ts";
import type { MessageKey, Translator } from "#app/_text/translator.ts";
import type { ErrorCode } from "#contract/errors.ts";

const byAttempt: { readonly [A in Attempt]?: { readonly [C in ErrorCode]?: MessageKey } } = {
  "users.update": { forbidden: "admin.errors.onlyOwner", conflict: "admin.errors.ownerNeeded" },
  "bots.create": { conflict: "admin.errors.tooManyBots", invalidPayload: "errors.fields.name" },
  "bots.update": { invalidPayload: "errors.fields.name" },
  "botTokens.create": { conflict: "admin.errors.botTokens", invalidPayload: "errors.fields.name" },
  "incomingWebhooks.create": {
    conflict: "admin.errors.tooManyIncoming",
    forbidden: "admin.errors.webhookRoom",
    invalidPayload: "errors.fields.name",
  },
  "outgoingWebhooks.create": {
    conflict: "admin.errors.tooManyOutgoing",
    invalidPayload: "admin.errors.outgoingFields",
  },
  "outgoingWebhooks.update": { invalidPayload: "admin.errors.outgoingFields" },
  "deadLetters.replay": { conflict: "admin.errors.switchedOff" },
};

/** What to tell an admin about a refusal: what these pages know better, else what everyone is told. */
export const adminSentence = (t: Translator, refused: Refused, attempt: Attempt): string => {
  const known = byAttempt[attempt]?.[refused.error.code];
  return known && refused.status !== 0 ? t(known) : sentence(t, refused, attempt);
};

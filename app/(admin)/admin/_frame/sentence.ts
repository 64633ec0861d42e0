import { type Attempt, type Refused, sentence } from "#app/_text/sentence.ts";
import type { MessageKey, Translator } from "#app/_text/translator.ts";
import type { ErrorCode } from "#contract/errors.ts";

const byAttempt: { readonly [A in Attempt]?: { readonly [C in ErrorCode]?: MessageKey } } = {
  "users.update": { forbidden: "admin.errors.onlyOwner", conflict: "admin.errors.ownerNeeded" },
};

/** What to tell an admin about a refusal: what these pages know better, else what everyone is told. */
export const adminSentence = (t: Translator, refused: Refused, attempt: Attempt): string => {
  const known = byAttempt[attempt]?.[refused.error.code];
  return known && refused.status !== 0 ? t(known) : sentence(t, refused, attempt);
};

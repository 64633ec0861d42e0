"use client";
import { useTranslations } from "use-intl";
import { answersOf, http, RestFailure } from "#app/_gateway/rest.ts";
import { createRestOf } from "#client/rest.ts";
import { integrationAnswers } from "#contract/integrations.ts";
import { restAnswers } from "#contract/rest-answers.ts";
import { adminSentence } from "./sentence.ts";

const routes = { ...restAnswers, ...integrationAnswers };

/** What the admin pages ask by REST: the chat's routes, and those that it does not load. Refusals are data. */
export const adminRest = createRestOf<keyof typeof routes>(http, routes);

/** The same where react-query wants an exception. */
export const adminAnswerOf = answersOf(adminRest);

/** What react-query caught, as a sentence for an admin; undefined where nothing went wrong. */
export function useAdminFailure(): (failed: Error | null) => string | undefined {
  const t = useTranslations();
  return (failed) => {
    if (failed === null) return undefined;
    return failed instanceof RestFailure ? adminSentence(t, failed, failed.route) : t("errors.unexpected");
  };
}

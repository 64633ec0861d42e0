"use client";
import { useTranslations } from "use-intl";
import { http, RestFailure } from "#app/_gateway/rest.ts";
import { createRestOf } from "#client/rest.ts";
import { integrationAnswers } from "#contract/integrations.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { restAnswers } from "#contract/rest-answers.ts";
import { adminSentence } from "./sentence.ts";

const routes = { ...restAnswers, ...integrationAnswers };
type AdminRouteId = keyof typeof routes;

/** What the admin pages ask by REST: the chat's routes, and those that it does not load. Refusals are data. */
export const adminRest = createRestOf<AdminRouteId>(http, routes);

export async function adminAnswerOf<R extends AdminRouteId>(
  route: R,
  parameters?: Parameters<typeof adminRest<R>>[1],
): Promise<RestAnswer<R>> {
  const result = await adminRest(route, parameters);
  if (!result.ok) throw new RestFailure(result.error, result.status, route);
  return result.answer;
}

/** What react-query caught, as a sentence for an admin; undefined where nothing went wrong. */
export function useAdminFailure(): (failed: Error | null) => string | undefined {
  const t = useTranslations();
  return (failed) => {
    if (failed === null) return undefined;
    return failed instanceof RestFailure ? adminSentence(t, failed, failed.route) : t("errors.unexpected");
  };
}

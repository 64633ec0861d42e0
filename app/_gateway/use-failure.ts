"use client";
import { useTranslations } from "use-intl";
import { sentence } from "#app/_text/sentence.ts";
import { RestFailure } from "./rest.ts";

/** What react-query caught, as a sentence for a person; undefined where nothing went wrong. */
export function useFailure(): (failed: Error | null) => string | undefined {
  const t = useTranslations();
  return (failed) => {
    if (failed === null) return undefined;
    return failed instanceof RestFailure ? sentence(t, failed, failed.route) : t("errors.unexpected");
  };
}

"use client";
import { useTranslations } from "use-intl";
import { PageProblem } from "#app/_components/page-problem.tsx";

export default function PageError() {
  const t = useTranslations();
  return <PageProblem title={t("errors.pageTitle")} body={t("errors.pageBody")} retry={t("common.retry")} />;
}

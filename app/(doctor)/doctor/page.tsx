import type { Metadata } from "next";
import { doctorMessages, translations } from "#app/_server/translations.ts";
import { requireVisitor } from "#app/_server/visitor.ts";
import { MoreTexts } from "#app/_text/more-texts.tsx";
import { Check } from "./_check/check.tsx";
import { watchMsOf } from "./_check/watch-time.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations();
  return { title: `${t("doctor.title")} · ${t("product")}` };
}

/** Whoever is signed in finds out here what stands between their browser and the server. */
export default async function DoctorPage({ searchParams }: PageProps<"/doctor">) {
  await requireVisitor("/doctor");
  const { seconds } = await searchParams;
  return (
    <MoreTexts messages={{ doctor: await doctorMessages() }}>
      <Check watchMs={watchMsOf(seconds)} />
    </MoreTexts>
  );
}

import { titled } from "#app/_server/titled.ts";
import { doctorMessages } from "#app/_server/translations.ts";
import { requireVisitor } from "#app/_server/visitor.ts";
import { MoreTexts } from "#app/_text/more-texts.tsx";
import { Check } from "./_check/check.tsx";
import { watchMsOf } from "./_check/watch-time.ts";

export const generateMetadata = titled("doctor.title");

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

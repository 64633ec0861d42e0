import Link from "next/link";
import { translations } from "#app/_server/translations.ts";

/** The way on for whoever came here by mistake. */
export async function HaveAccount() {
  const t = await translations();
  return (
    <p className="mt-6 text-ink-soft text-sm">
      {t("auth.haveAccount")}{" "}
      <Link href="/sign-in" className="text-accent underline underline-offset-2">
        {t("auth.signIn")}
      </Link>
    </p>
  );
}

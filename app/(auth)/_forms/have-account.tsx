import Link from "next/link";
import { translations } from "#app/_server/translations.ts";
import { onTheWay } from "./safe-next.ts";

/** The way on for whoever came here by mistake. */
export async function HaveAccount({ next = "/" }: { next?: string }) {
  const t = await translations();
  return (
    <p className="mt-6 text-ink-soft text-sm">
      {t("auth.haveAccount")}{" "}
      <Link href={onTheWay("/sign-in", next)} className="text-accent underline underline-offset-2">
        {t("auth.signIn")}
      </Link>
    </p>
  );
}

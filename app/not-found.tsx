import Link from "next/link";
import { buttonClass } from "#app/_components/button.tsx";
import { text } from "#app/_text/en.ts";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{text.errors.notFoundTitle}</h1>
      <p className="text-ink-soft">{text.errors.notFoundBody}</p>
      <Link href="/" prefetch={false} className={`mt-4 ${buttonClass({ kind: "primary" })}`}>
        {text.common.goHome}
      </Link>
    </main>
  );
}

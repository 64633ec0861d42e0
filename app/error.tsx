"use client";
import { Button } from "#app/_components/button.tsx";
import { text } from "#app/_text/en.ts";

export default function PageError() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{text.errors.pageTitle}</h1>
      <p className="text-ink-soft">{text.errors.pageBody}</p>
      <Button kind="primary" className="mt-4" onClick={() => window.location.reload()}>
        {text.common.retry}
      </Button>
    </main>
  );
}

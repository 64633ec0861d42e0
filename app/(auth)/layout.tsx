import type { ReactNode } from "react";
import { Wordmark } from "#app/_components/wordmark.tsx";

/** One calm column for everything before the chat. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-[max(env(safe-area-inset-top),2rem)] pb-8 sm:justify-center">
      <main className="w-full max-w-sm rounded-xl border-line bg-canvas p-6 sm:border sm:p-8">
        <Wordmark />
        {children}
      </main>
    </div>
  );
}

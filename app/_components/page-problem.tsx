import { Button } from "./button.tsx";

type Props = { title: string; body: string; retry: string };

/** A whole page that failed. */
export function PageProblem({ title, body, retry }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-ink-soft">{body}</p>
      <Button kind="primary" className="mt-4" onClick={() => window.location.reload()}>
        {retry}
      </Button>
    </main>
  );
}

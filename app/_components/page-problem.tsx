type Props = { title: string; body: string; retry: string };

/** A whole page that failed. Every page has it at hand, twice, so its button looks like the others and brings none of them along. */
export function PageProblem({ title, body, retry }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-ink-soft">{body}</p>
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="mt-4 inline-flex h-10 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md bg-accent px-4 font-medium text-accent-ink transition-colors hover:bg-accent-strong touch:min-h-11"
      >
        {retry}
      </button>
    </main>
  );
}

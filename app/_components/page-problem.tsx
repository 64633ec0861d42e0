type Props = { title: string; body: string; retry: string };

/**
 * A whole page that failed. Its button is `Button`'s primary one, written out: each of the two files that show this is
 * loaded with every page, and would bring all kinds of buttons along.
 */
export function PageProblem({ title, body, retry }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-ink-soft">{body}</p>
      <button
        type="button"
        className="mt-4 inline-flex h-10 select-none items-center rounded-md bg-accent px-4 font-medium text-accent-ink transition-colors hover:bg-accent-strong touch:min-h-11"
        onClick={() => window.location.reload()}
      >
        {retry}
      </button>
    </main>
  );
}

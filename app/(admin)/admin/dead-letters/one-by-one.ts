import type { ErrorBody } from "#contract/errors.ts";

type Answer = { readonly ok: true } | { readonly ok: false; readonly status: number; readonly error: ErrorBody };
type Refused = Extract<Answer, { ok: false }>;

type Options = {
  readonly act: (id: string) => Promise<Answer>;
  /** Before each, with how many are done. */
  readonly onStep: (done: number) => void;
  readonly wait: (ms: number) => Promise<void>;
};

/** Told to slow down one does, this often at most for each … */
const mostWaits = 20;
/** … and this long, where nothing is said. */
const waitMs = 1_000;

/**
 * Does the same to each, in this order. What is there no more is as was wished: somebody else did it. The first that is
 * refused for another reason stops the rest.
 */
export async function oneByOne(
  ids: readonly string[],
  { act, onStep, wait }: Options,
): Promise<{ readonly done: number; readonly refused: Refused | null }> {
  let done = 0;
  for (const id of ids) {
    onStep(done);
    const answer = await patiently(() => act(id), wait);
    if (!answer.ok && answer.error.code !== "notFound") return { done, refused: answer };
    done += 1;
  }
  return { done, refused: null };
}

async function patiently(act: () => Promise<Answer>, wait: Options["wait"]): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    const answer = await act();
    if (answer.ok || answer.error.code !== "rateLimited" || waits >= mostWaits) return answer;
    await wait(answer.error.retryAfterMs ?? waitMs);
  }
}

/** One answer for everyone who asks within a moment: what strangers may ask must not cost a query each. */
const forMs = 1_000;

/** `keep`: whether an answer may be told again; one that may not is still shared by who asks meanwhile. */
export function briefly<T>(ask: () => Promise<T>, keep: (answer: T) => boolean = () => true): () => Promise<T> {
  let shared: Promise<T> | undefined;
  return () => {
    if (shared) return shared;
    const asked = ask();
    shared = asked;
    const forget = () => {
      shared = undefined;
    };
    asked.then((answer) => (keep(answer) ? setTimeout(forget, forMs).unref() : forget()), forget);
    return asked;
  };
}

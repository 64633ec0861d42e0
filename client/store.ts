import type { Store } from "./public.ts";

export interface WritableStore<T> extends Store<T> {
  set(value: T): void;
}

/** A value that tells its listeners when it was replaced. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Resolves as soon as it holds. */
export function held(store: Store<boolean>): Promise<void> {
  return new Promise((resolve) => {
    if (store.get()) return resolve();
    const forget = store.subscribe(() => {
      if (!store.get()) return;
      forget();
      resolve();
    });
  });
}

import type { Store } from "#client/public.ts";

/** A store that is kept up to date only while somebody listens: `begin` starts that, and returns what ends it. */
export function whileHeard<T>(
  store: Store<T>,
  begin: () => () => void,
): Pick<Store<T>, "subscribe"> & { heard(): boolean } {
  let listeners = 0;
  let end = () => {};
  return {
    heard: () => listeners > 0,
    subscribe(listener) {
      listeners += 1;
      if (listeners === 1) end = begin();
      const forget = store.subscribe(listener);
      return () => {
        forget();
        listeners -= 1;
        if (listeners === 0) end();
      };
    },
  };
}

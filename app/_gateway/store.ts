"use client";
import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Store } from "#client/public.ts";

type Equal<S> = (a: S, b: S) => boolean;

/**
 * A part of a store. The component renders again only when that part is another one by `equal`, so that a message
 * in one room costs the others nothing. `select` may make a new value each time where `equal` looks inside.
 */
export function useSelected<T, S>(store: Store<T>, select: (value: T) => S, equal: Equal<S> = Object.is): S {
  const last = useRef<{ readonly part: S } | null>(null);
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const get = () => {
    const part = select(store.get());
    if (last.current && equal(last.current.part, part)) return last.current.part;
    last.current = { part };
    return part;
  };
  return useSyncExternalStore(subscribe, get, get);
}

export const useStore = <T>(store: Store<T>): T => useSelected(store, whole);
const whole = <T>(value: T): T => value;

/** The same items in the same order. */
export const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => Object.is(item, b[i]));

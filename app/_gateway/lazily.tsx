"use client";
import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";

type Loaded<P> = { default: ComponentType<P> };

/** While the server is away a part cannot be loaded: it is tried again, ever more slowly, for about ten minutes. */
const tries = { most: 45, firstMs: 500, slowestMs: 15_000 };

async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n += 1) {
    try {
      return await load();
    } catch (error) {
      if (n >= tries.most) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(tries.slowestMs, tries.firstMs * 2 ** n)));
    }
  }
}

/**
 * A part of the chat that is loaded when first shown, with react-query around it: neither belongs to what the first
 * message waits for. Name it in use-warm-up.ts too, so that it is there when the server is not.
 */
export function lazily<P extends object>(load: () => Promise<Loaded<P>>, fallback: ReactNode = null): ComponentType<P> {
  const Part = lazy(async (): Promise<Loaded<P>> => {
    const [{ default: Inner }, { Queries }] = await Promise.all([
      patiently(load),
      patiently(() => import("./queries.tsx")),
    ]);
    return { default: (props) => <Queries>{createElement(Inner, props)}</Queries> };
  });
  return (props) => <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>;
}

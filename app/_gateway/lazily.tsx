"use client";
import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";

type Loaded<P> = { default: ComponentType<P> };

/**
 * A part of the chat that is loaded when first shown, with react-query around it: neither belongs to what the first
 * message waits for. Name it in use-warm-up.ts too, so that it is there when the server is not.
 */
export function lazily<P extends object>(load: () => Promise<Loaded<P>>, fallback: ReactNode = null): ComponentType<P> {
  const Part = lazy(async (): Promise<Loaded<P>> => {
    const [{ default: Inner }, { Queries }] = await Promise.all([load(), import("./queries.tsx")]);
    return { default: (props) => <Queries>{createElement(Inner, props)}</Queries> };
  });
  return (props) => <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>;
}

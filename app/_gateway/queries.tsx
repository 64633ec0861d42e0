"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { RestFailure } from "./rest.ts";

/** One for the page: a document is one person's, and another one's is another document. Loaded with the first part that asks. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof RestFailure && error.error.retryable,
      staleTime: 10_000,
    },
  },
});

/** react-query for what REST alone knows; `lazily()` puts it around each part. */
export function Queries({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

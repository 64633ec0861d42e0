"use client";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { adminAnswerOf } from "../_frame/rest.ts";

const listKey = ["deadLetters"];
const pageSize = 50;
const refreshMs = 15_000;

/** Newest first, page by page; fresh ones come by themselves. */
export const useLetters = () =>
  useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam }) =>
      adminAnswerOf("deadLetters.list", { query: { limit: pageSize, before: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    refetchInterval: refreshMs,
    staleTime: 0,
  });

export const useLetter = (id: string) =>
  useQuery({
    queryKey: ["deadLetter", id],
    queryFn: () => adminAnswerOf("deadLetters.get", { params: { id } }),
    staleTime: 0,
  });

/** Also the webhooks' counts. */
export function useLettersChanged(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: listKey }),
      queries.invalidateQueries({ queryKey: ["outgoingWebhooks"] }),
    ]);
}

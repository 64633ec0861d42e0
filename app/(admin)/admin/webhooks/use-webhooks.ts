"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { adminAnswerOf } from "../_frame/rest.ts";

const incomingKey = ["incomingWebhooks"];
const outgoingKey = ["outgoingWebhooks"];
/** What waits and what died changes by itself. */
const refreshMs = 10_000;

export const useIncoming = () =>
  useQuery({
    queryKey: incomingKey,
    queryFn: () => adminAnswerOf("incomingWebhooks.everywhere"),
    refetchInterval: refreshMs,
    staleTime: 0,
  });

export const useOutgoing = () =>
  useQuery({
    queryKey: outgoingKey,
    queryFn: () => adminAnswerOf("outgoingWebhooks.list"),
    refetchInterval: refreshMs,
    staleTime: 0,
  });

export function useWebhooksChanged(): { incoming: () => Promise<void>; outgoing: () => Promise<void> } {
  const queries = useQueryClient();
  return {
    incoming: () => queries.invalidateQueries({ queryKey: incomingKey }),
    outgoing: () => queries.invalidateQueries({ queryKey: outgoingKey }),
  };
}

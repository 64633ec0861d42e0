"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { adminAnswerOf } from "../_frame/rest.ts";

const botsKey = ["bots"];

export const useBots = () => useQuery({ queryKey: botsKey, queryFn: () => adminAnswerOf("bots.list"), staleTime: 0 });

export function useBotsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: botsKey });
}

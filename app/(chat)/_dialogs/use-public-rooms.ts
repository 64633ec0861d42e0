"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { answerOf } from "#app/_gateway/rest.ts";
import type { ListedRoom } from "#contract/rest-answers.ts";

const pageSize = 40;

/** The public rooms in which these words are, page by page; what was found before stays until what is wanted now is here. */
export function usePublicRooms(wanted: string) {
  const pages = useInfiniteQuery({
    queryKey: ["rooms", "browse", wanted],
    queryFn: ({ pageParam: after }) =>
      answerOf("rooms.list", {
        query: { browse: "true", limit: pageSize, ...(wanted && { q: wanted }), ...(after && { after }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  // A room that was renamed between two pages may be in both.
  const rooms = useMemo(() => {
    const byId = new Map<string, ListedRoom>();
    for (const page of pages.data?.pages ?? []) for (const room of page.rooms) byId.set(room.roomId, room);
    return [...byId.values()];
  }, [pages.data]);
  return { ...pages, rooms };
}

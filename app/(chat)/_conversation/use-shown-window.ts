"use client";
import { useLayoutEffect } from "react";
import { useClient, useRoomPart } from "#app/_gateway/hooks.ts";
import type { Excerpt } from "#client/public.ts";
import type { Message } from "#contract/entities.ts";
import { rowKey } from "./rows.ts";

type Options = {
  me: string;
  /** The row in sight. */
  pivot: string | null;
  /** One is on the way to somewhere else: what is in sight now does not count. */
  leaving: boolean;
};

const none: readonly never[] = [];

/** The messages to show: the excerpt where there is one, else the newest. */
export function useShownWindow(roomId: string, { me, pivot, leaving }: Options): Excerpt {
  const client = useClient();
  const messages = useRoomPart(roomId, (state) => state?.messages ?? none);
  const hasBefore = useRoomPart(roomId, (state) => state?.hasBefore ?? false);
  const excerpt = useRoomPart(roomId, (state) => state?.excerpt ?? null);

  // A window that grew too long is parted: who reads in its newer part stays there.
  const stays = excerpt !== null && !leaving && !holds(excerpt.messages, pivot, me) && holds(messages, pivot, me);
  useLayoutEffect(() => {
    if (stays) client.leaveExcerpt(roomId);
  }, [client, roomId, stays]);
  return excerpt && !stays ? excerpt : { messages, hasBefore, hasAfter: false };
}

const holds = (messages: readonly Message[], key: string | null, me: string): boolean =>
  messages.some((message) => rowKey(message, me) === key);

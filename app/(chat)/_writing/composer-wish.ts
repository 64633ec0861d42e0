"use client";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { useStore } from "#app/_gateway/store.ts";
import { createStore } from "#client/store.ts";
import type { Person } from "../_conversation/mention-text.ts";
import { apply, replace } from "./edit.ts";

/** That somebody wants to write in a room, about a person where one is named. */
type Wish = { readonly roomId: string; readonly mention?: Person; readonly at: number };

/** A room that takes longer to come is not what one waits for any more. */
const patienceMs = 10_000;

const wish = createStore<Wish | null>(null);

/** Gives the focus to a room's composer, at once or as soon as that room is on screen. */
export const askComposer = (wanted: Omit<Wish, "at">): void => wish.set({ ...wanted, at: Date.now() });

/** For the composer: takes the focus, and writes whom to mention at the caret. */
export function useComposerWish(
  roomId: string,
  box: RefObject<HTMLTextAreaElement | null>,
  onMention: (person: Person) => void,
): void {
  const wanted = useStore(wish);
  const take = useEffectEvent(({ mention, at }: Wish) => {
    wish.set(null);
    const element = box.current;
    if (!element || Date.now() - at > patienceMs) return;
    element.focus();
    if (!mention) return;
    onMention(mention);
    const { selectionStart: from, selectionEnd: to, value } = element;
    const apart = from === 0 || /\s$/.test(value.slice(0, from)) ? "" : " ";
    apply(element, replace(from, to, `${apart}@${mention.name} `));
  });
  useEffect(() => {
    if (wanted?.roomId === roomId) take(wanted);
  }, [wanted, roomId]);
}

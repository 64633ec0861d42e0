"use client";
import { usePathname } from "next/navigation";
import { Popover } from "radix-ui";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { onPhone } from "#app/_components/on-phone.ts";
import { Sheet } from "#app/_components/sheet.tsx";
import { useReturnFocus } from "#app/_components/use-return-focus.ts";
import { useUser } from "#app/_gateway/hooks.ts";
import { type Card, closeCard } from "./open-card.ts";
import { Person } from "./person.tsx";

/**
 * Who somebody is, beside what was pressed; on a phone from below. It stays where it was opened while the conversation
 * goes on beneath it, and does not need what opened it: rows come and go.
 */
export default function PersonCard({ card }: { card: Card }) {
  const t = useTranslations();
  const name = useUser(card.userId)?.name ?? t("common.someone");
  const returnFocus = useReturnFocus();
  const [phone] = useState(onPhone);
  const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => card.at } }), [card]);
  const after = useRef<(() => void) | null>(null);
  useCloseElsewhere();

  const person = (
    <Person
      userId={card.userId}
      roomId={card.roomId}
      onDone={(then) => {
        after.current = then ?? null;
        closeCard();
      }}
    />
  );
  const onCloseAutoFocus = (event: Event) => {
    if (!after.current) return returnFocus(event);
    event.preventDefault();
    after.current();
  };

  if (phone)
    return (
      <Sheet title={name} onClose={closeCard} onCloseAutoFocus={onCloseAutoFocus}>
        <div className="px-2 pb-2">{person}</div>
      </Sheet>
    );
  return (
    <Popover.Root open onOpenChange={closeCard}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          aria-label={name}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
          // What opened it closes it by itself.
          onInteractOutside={(event) => {
            const { target } = event.detail.originalEvent;
            if (target instanceof Node && card.opener.contains(target)) event.preventDefault();
          }}
          className="float z-50 w-80 max-w-[calc(100vw-1rem)] p-4"
        >
          {person}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** A card is about what one looks at: it does not go along to another room. */
function useCloseElsewhere(): void {
  const path = usePathname();
  const [opened] = useState(path);
  useEffect(() => {
    if (path !== opened) closeCard();
  }, [path, opened]);
}

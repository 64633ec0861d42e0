"use client";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { useTip } from "#app/_components/tip.tsx";
import { useMe, useRoomHeader, useUsers } from "#app/_gateway/hooks.ts";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { parseAddress } from "#app/_gateway/parse-address.ts";
import { roomName } from "#app/_gateway/room-name.ts";
import { shownLink } from "./shown-link.ts";

const rel = "noopener noreferrer nofollow";

type Props = {
  /** Absolute, and safe to follow. */
  href: string;
  /** The words that `children` show. */
  written: string;
  children: ReactNode;
};

/** Leads outside, into a new tab, and tells nobody where from; to a room of this very server it leads within the app. */
export function MessageLink({ href, written, children }: Props) {
  const around = useRef<HTMLSpanElement>(null);
  const { text, host } = shownLink(href, written);
  const { props, tip } = useTip(around, () => <span className="break-all">{href}</span>);
  const inside = insideOf(href);
  const shown = text ?? children;
  const words = inside && written === href ? <Place path={inside}>{shown}</Place> : shown;
  return (
    <span ref={around}>
      {inside ? (
        <InAppLink href={inside} {...props}>
          {words}
        </InAppLink>
      ) : (
        <a href={href} target="_blank" rel={rel} {...props}>
          {words}
        </a>
      )}
      {host && (
        <bdi dir="ltr" className="text-ink-soft">
          {" "}
          ({host})
        </bdi>
      )}
      {tip}
    </span>
  );
}

function insideOf(href: string): string | null {
  if (typeof window === "undefined") return null;
  const { origin, pathname, search, hash } = new URL(href);
  const here = origin === window.location.origin && !search && !hash;
  return here && parseAddress(pathname).screen === "room" ? pathname : null;
}

/** What a room of mine is called, and that a message in it is meant; of any other room nothing is known, and nothing asked. */
function Place({ path, children }: { path: string; children: ReactNode }) {
  const t = useTranslations();
  const me = useMe();
  const users = useUsers();
  const address = parseAddress(path);
  // No room has an empty name in its address; rooms of two have an empty slug.
  const room = useRoomHeader((address.screen === "room" && address.room) || "/");
  if (!room || address.screen !== "room") return children;
  const name = `${room.kind === "direct" ? "" : "#"}${roomName(t, room, me.id, users)}`;
  return <bdi>{address.seq ? t("message.inPlace", { place: name }) : name}</bdi>;
}

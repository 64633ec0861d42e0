"use client";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Address } from "#app/_gateway/parse-address.ts";
import type { Sliding } from "./leave.ts";
import type { Phone } from "./phone.ts";

/** The list stays below a screen that slides over it for so long; longer than that takes. */
const coveredMs = 250;

type Screens = {
  /** What holds both. */
  stage: RefObject<HTMLDivElement | null>;
  /** Whether the list is in the page though another screen covers it. */
  behind: boolean;
};

/**
 * The screens of a phone: the list of rooms, and what one chose there, which slides over it and away again. The focus
 * goes along: to what the screen is called, or back to the link that led there.
 */
export function useScreens(address: Address, wide: boolean): Screens {
  const stage = useRef<HTMLDivElement>(null);
  const atHome = address.screen === "home";
  const [wasHome, setWasHome] = useState(atHome);
  const [behind, setBehind] = useState<"entering" | "swiped" | null>(null);
  if (wasHome !== atHome) {
    setWasHome(atHome);
    setBehind(wasHome && !wide ? "entering" : null);
  }
  useEffect(() => {
    if (behind !== "entering") return;
    const timer = setTimeout(() => setBehind(null), coveredMs);
    return () => clearTimeout(timer);
  }, [behind]);

  // Without it every way is open, only less smooth; one that is gone before it is here is caught up with.
  const phone = useRef<Promise<Phone> | null>(null);
  useEffect(() => {
    if (wide) return;
    const onBegin = (screen: Sliding) => screen === "room" && setBehind("swiped");
    const told = { onBegin, onGiveUp: () => setBehind(null) };
    const begun = import("./phone.ts").then(({ beginPhone }) => beginPhone(told));
    begun.catch(() => undefined);
    phone.current = begun;
    return () => {
      phone.current = null;
      begun.then(({ stop }) => stop()).catch(() => undefined);
    };
  }, [wide]);

  const last = useRef({ address, listed: atHome });
  useLayoutEffect(() => {
    const { address: from, listed } = last.current;
    last.current = { address, listed: atHome || behind !== null };
    const { current } = stage;
    if (current && (from.screen === "home") !== atHome)
      phone.current?.then(({ arrive }) => arrive({ stage: current, from, to: address, listed })).catch(() => undefined);
  }, [address, atHome, behind]);

  return { stage, behind: behind !== null };
}

"use client";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Address, roomPath } from "#app/_gateway/address.ts";
import { appear, slide } from "./slide.ts";

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

  // A browser that showed the way by itself, as for its own gesture, is not repeated.
  const shownTo = useRef<string | null>(null);
  useEffect(() => {
    const arrive = (event: PopStateEvent) => {
      shownTo.current = event.hasUAVisualTransition ? window.location.pathname : null;
    };
    window.addEventListener("popstate", arrive);
    return () => window.removeEventListener("popstate", arrive);
  }, []);

  const last = useRef({ address, wide, listed: atHome });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { address, wide, listed: atHome || behind !== null };
    if (wide || before.wide || (before.address.screen === "home") === atHome) return;
    const shown = shownTo.current === window.location.pathname;
    const list = stage.current?.querySelector<HTMLElement>("[data-list]");
    const screen = stage.current?.querySelector<HTMLElement>("[data-slides]");
    if (atHome && list) {
      if (!shown && !before.listed) appear(list);
      focusOn(cameFrom(list, before.address));
    } else if (screen) {
      if (!shown) void slide(screen, 1, 0);
      const { activeElement } = document;
      if (!screen.contains(activeElement) && !activeElement?.closest("[role=dialog]"))
        focusOn(screen.querySelector<HTMLElement>("h1") ?? screen);
    }
  }, [address, wide, atHome, behind]);

  useEffect(() => {
    if (wide || !window.matchMedia("(pointer: coarse)").matches) return;
    const forget: (() => void)[] = [];
    let here = true;
    const follow = async () => {
      const [{ watchSwipes }, { stayAboveKeyboard }] = await Promise.all([
        import("./swipe.ts"),
        import("./above-keyboard.ts"),
      ]);
      if (!here) return;
      const onBegin = (kind: string) => kind === "room" && setBehind("swiped");
      forget.push(stayAboveKeyboard(), watchSwipes({ onBegin, onGiveUp: () => setBehind(null) }));
    };
    // Without them every way is still open, only less smooth.
    follow().catch(() => undefined);
    return () => {
      here = false;
      for (const each of forget) each();
    };
  }, [wide]);

  return { stage, behind: behind !== null };
}

/** The link or the button in the list that leads where one was. */
function cameFrom(list: HTMLElement, was: Address): HTMLElement | null {
  const path = was.screen === "room" ? roomPath({ slug: was.room, roomId: was.room }) : null;
  const link = [...list.querySelectorAll("a")].find(({ pathname }) => pathname === path);
  return link ?? list.querySelector("button");
}

function focusOn(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: element.matches("h1, [data-slides]") });
}

/** What makes a phone's screens move, and the focus with them. Loaded where there are such. */
import { roomPath } from "#app/_gateway/address.ts";
import type { Address } from "#app/_gateway/parse-address.ts";
import { stayAboveKeyboard } from "./above-keyboard.ts";
import { appear, slide } from "./slide.ts";
import { type Told, watchSwipes } from "./swipe.ts";

type Way = {
  /** What holds the screens. */
  readonly stage: HTMLElement;
  readonly from: Address;
  readonly to: Address;
  /** Whether the list lay below what one leaves, which slid away from above it. */
  readonly listed: boolean;
};

export type Phone = { readonly arrive: (way: Way) => void; readonly stop: () => void };

/** From now on until `stop` is called fingers are followed, and `arrive` shows each way from screen to screen. */
export function beginPhone(told: Told): Phone {
  // What the browser has shown by itself, as for its own gesture, is not shown again.
  let shownTo: string | null = null;
  const onPopState = (event: PopStateEvent) => {
    shownTo = event.hasUAVisualTransition ? window.location.pathname : null;
  };
  window.addEventListener("popstate", onPopState);
  const forget = [stayAboveKeyboard(), watchSwipes(told)];
  return {
    arrive: (way) => arrive(way, shownTo === window.location.pathname),
    stop() {
      window.removeEventListener("popstate", onPopState);
      for (const each of forget) each();
    },
  };
}

/** Slides the screen in that one came to. The focus goes along: to what it is called, or to the link one had followed. */
function arrive({ stage, from, to, listed }: Way, shown: boolean): void {
  const list = stage.querySelector<HTMLElement>("[data-list]");
  const screen = stage.querySelector<HTMLElement>("[data-slides]");
  if (to.screen === "home") {
    if (!list) return;
    if (!shown && !listed) appear(list);
    return focusOn(cameFrom(list, from));
  }
  if (!screen) return;
  if (!shown) void slide(screen, 1, 0);
  const { activeElement } = document;
  if (!screen.contains(activeElement) && !activeElement?.closest("[role=dialog]"))
    focusOn(screen.querySelector<HTMLElement>("h1") ?? screen);
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

import { go, goToPanel, panelIsOver, roomPath } from "#app/_gateway/address.ts";
import { parseAddress } from "#app/_gateway/parse-address.ts";
import { wanted } from "./use-panel.ts";
import { isWide } from "./use-wide.ts";

type Room = { readonly slug: string; readonly roomId: string };

/** Goes to a room, and opens its panel there. */
export function goToDetails(room: Room): void {
  if (!isAt(room)) go(roomPath(room));
  if (isWide()) wanted.set(room.roomId);
  else if (!panelIsOver.get()) goToPanel();
}

/** Whether it is the room of the address. */
export function isAt({ slug, roomId }: Room): boolean {
  const address = parseAddress(window.location.pathname);
  return address.screen === "room" && (address.room === roomId || address.room === slug);
}

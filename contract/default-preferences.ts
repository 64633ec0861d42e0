import type { Preferences, RoomKind } from "./entities.ts";

/** What holds until its person chooses: what is said in a direct room is said to them. */
export const defaultPreferences = (kind: RoomKind): Preferences => ({
  notify: kind === "direct" ? "all" : "mentions",
  muted: false,
  favourite: false,
});

/** Every page and state of the screens: what the gallery shows, axe inspects and the languages are tried on. */
import type { State } from "./state.ts";
import { adminStates } from "./states/admin.ts";
import { comingIn } from "./states/coming-in.ts";
import { connections } from "./states/connection.ts";
import { consoleStates } from "./states/console.ts";
import { conversation } from "./states/conversation.ts";
import { design } from "./states/design.ts";
import { doctorStates } from "./states/doctor.ts";
import { panels } from "./states/panel.ts";
import { settingsStates } from "./states/settings.ts";
import { sidebar } from "./states/sidebar.ts";
import { writing } from "./states/writing.ts";

/** In pieces that take a minute or two to walk through. */
export const chapters = {
  "coming in": [...comingIn, ...design],
  "the sidebar": sidebar,
  "a conversation": conversation,
  "writing and the line": [...writing, ...connections],
  "the connection check": doctorStates,
  "the console": consoleStates,
  "the admins' pages": adminStates,
  "the panel and the settings": [...panels, ...settingsStates],
} as const satisfies Record<string, readonly State[]>;

export const states: readonly State[] = Object.values(chapters).flat();

import type { MessageKey } from "#app/_text/translator.ts";
import type { LiveConnection } from "#contract/connections.ts";

export type Way = LiveConnection["transport"];

/** What each transport is called. */
export const ways = {
  "socket.io": "admin.console.socketIo",
  websocket: "admin.console.webSocket",
  sse: "admin.console.sse",
} as const satisfies Record<Way, MessageKey>;

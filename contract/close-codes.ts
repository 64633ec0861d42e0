/** Why a connection was closed, and whether its client comes back. */
export type Reconnect = "now" | "afterMs" | "afterSignIn" | "never";
export type CloseInfo = { readonly reason: string; readonly reconnect: Reconnect };

export const closeTable = {
  1009: { reason: "frame over the limit", reconnect: "now" },
  1012: { reason: "node is restarting", reconnect: "afterMs" },
  1013: { reason: "node is overloaded or cut off", reconnect: "afterMs" },
  4400: { reason: "too many bad frames", reconnect: "never" },
  4401: { reason: "identity ended", reconnect: "afterSignIn" },
  4403: { reason: "disconnected by an operator", reconnect: "never" },
  4408: { reason: "no heartbeat", reconnect: "now" },
  4420: { reason: "too slow to read", reconnect: "now" },
  4429: { reason: "flooding", reconnect: "afterMs" },
} as const satisfies Record<number, CloseInfo>;

export type CloseCode = keyof typeof closeTable;
export const closeCodes = [
  1009, 1012, 1013, 4400, 4401, 4403, 4408, 4420, 4429,
] as const satisfies readonly CloseCode[];

export const isCloseCode = (code: number): code is CloseCode => code in closeTable;

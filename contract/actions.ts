/** What a client may ask for. */
type ActionInfo = {
  /** Whether `requestId` makes it idempotent (ENV-5). */
  readonly keyed: boolean;
  /** Whether `roomId` is needed. */
  readonly room: boolean;
};

export const actionTable = {
  sync: { keyed: false, room: false },
  ping: { keyed: false, room: false },
  extendSession: { keyed: true, room: false },
  joinRoom: { keyed: true, room: true },
  leaveRoom: { keyed: true, room: true },
  sendMessage: { keyed: true, room: true },
  editMessage: { keyed: true, room: true },
  deleteMessage: { keyed: true, room: true },
  addReaction: { keyed: true, room: true },
  removeReaction: { keyed: true, room: true },
  markRead: { keyed: true, room: true },
  setTyping: { keyed: false, room: true },
  setPresence: { keyed: false, room: false },
  watchServer: { keyed: false, room: false },
} as const satisfies Record<string, ActionInfo>;

export type Action = keyof typeof actionTable;

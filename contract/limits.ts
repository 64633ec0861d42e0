/** The limits of the protocol's section 9, with their defaults; `hello.limits` tells the ones in force. */
export type Limits = {
  /** Bytes of one frame or command body. */
  frameBytes: number;
  /** Bytes of one `sync` frame, whose cursors may be many. */
  syncFrameBytes: number;
  /** UTF-16 units of a message's text. */
  textLength: number;
  /** Steady rate and burst; `null` where `LIMITS=off` lifted them. */
  commandsPerSecond: number | null;
  commandsBurst: number | null;
  messagesPerSecond: number | null;
  messagesBurst: number | null;
  connectionsPerUser: number | null;
  newConnectionsPerSecond: number | null;
  /** Above this many unsent bytes a connection is caught up from the database instead of queued for. */
  lagBytes: number;
  /** Above this many unsent bytes, or this long behind, a connection is closed with 4420. */
  maxBufferBytes: number;
  maxLagMs: number;
};

export const defaultLimits: Limits = {
  frameBytes: 64 * 1024,
  syncFrameBytes: 1024 * 1024,
  textLength: 8000,
  commandsPerSecond: 20,
  commandsBurst: 40,
  messagesPerSecond: 5,
  messagesBurst: 15,
  connectionsPerUser: 20,
  newConnectionsPerSecond: 30,
  lagBytes: 256 * 1024,
  maxBufferBytes: 1024 * 1024,
  maxLagMs: 30_000,
};

/** Sizes stay; rates and counts are lifted. */
export const liftedLimits: Limits = {
  ...defaultLimits,
  commandsPerSecond: null,
  commandsBurst: null,
  messagesPerSecond: null,
  messagesBurst: null,
  connectionsPerUser: null,
  newConnectionsPerSecond: null,
};

/** Bytes of a picture that somebody sends. */
export const maxPictureBytes = 2 * 1024 * 1024;
export const heartbeatMs = 25_000;
export const sseHeartbeatMs = 15_000;
/** A catch-up of more entities than this is a `reset`. */
export const maxCatchUpEntities = 500;
/** A reply to `sync` is at most this many bytes; what does not fit is `later`. */
export const maxSyncReplyBytes = 256 * 1024;
/** Unread messages are counted up to here; clients show "999+". */
export const maxUnread = 1000;
/** A reaction names at most this many people. */
export const maxReactionUserIds = 50;
/** A typing mark that is not renewed ends after this long. */
export const typingMs = 6_000;
/** An idempotency key is remembered at least this long. */
export const requestIdDays = 7;

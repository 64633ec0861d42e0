/** What the tabs of one browser have in common: a channel on which each hears the others, and a lock that one of them holds. */
export interface Browser {
  channel(name: string, hear: (message: unknown) => void): Channel;
  lock(name: string, handlers: LockHandlers): Lock;
}

export type Channel = {
  /** To every other tab with a channel of this name, in order. */
  post(message: unknown): void;
  close(): void;
};

export type LockHandlers = {
  /** This tab has the lock … */
  held(): void;
  /** … and another one took it away. */
  lost(): void;
};

/** Asks for the lock until it has it, and again by itself after it lost it. */
export type Lock = {
  /** Takes the lock from whoever has it. */
  steal(): void;
  /** Lets the next tab in the queue have it, and asks again behind the others. */
  pass(): void;
  /** Stops asking, or gives the lock to the next tab in the queue. */
  leave(): void;
};

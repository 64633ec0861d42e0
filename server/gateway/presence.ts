/** Who is connected to this node, and as what. A person with several connections is as present as the most present one. */
import type { Presence } from "#contract/entities.ts";
import type { Connection } from "./connection.ts";

/** A reload takes about a second; who is back within this long never left. */
const graceMs = 3_000;
const rank = { dnd: 3, online: 2, away: 1 } as const;

export class PresenceTable {
  readonly #connections = new Map<string, Set<Connection>>();
  readonly #told = new Map<string, Presence>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #tell: (userId: string, status: Presence, roomIds: readonly string[]) => void;

  /** `tell` is called when a person's status changed, with rooms whose members may know it. */
  constructor(tell: (userId: string, status: Presence, roomIds: readonly string[]) => void) {
    this.#tell = tell;
  }

  of(userId: string): ReadonlySet<Connection> {
    return this.#connections.get(userId) ?? none;
  }

  status(userId: string): Presence {
    return this.#told.get(userId) ?? "offline";
  }

  add(connection: Connection): void {
    const set = this.#connections.get(connection.actor.id) ?? new Set();
    set.add(connection);
    this.#connections.set(connection.actor.id, set);
  }

  /** After a change of a connection's status, or once it follows its rooms. */
  update(userId: string): void {
    const set = this.of(userId);
    const best = [...set].map((one) => one.status).sort((a, b) => rank[b] - rank[a])[0];
    if (!best) return;
    clearTimeout(this.#leaving.get(userId));
    this.#leaving.delete(userId);
    if (this.#told.get(userId) === best) return;
    this.#told.set(userId, best);
    this.#tell(userId, best, roomsOf(set));
  }

  /** `roomIds`: what the connection followed, as its last trace. */
  remove(connection: Connection, roomIds: readonly string[]): void {
    const userId = connection.actor.id;
    const set = this.#connections.get(userId);
    if (!set?.delete(connection)) return;
    if (set.size > 0) {
      this.update(userId);
      return;
    }
    this.#connections.delete(userId);
    // One that never opened takes nothing back: the person is leaving already, and of the rooms it knows none.
    if (this.#leaving.has(userId)) return;
    const timer = setTimeout(() => {
      this.#leaving.delete(userId);
      if (this.#told.delete(userId)) this.#tell(userId, "offline", roomIds);
    }, graceMs);
    timer.unref();
    this.#leaving.set(userId, timer);
  }
}

const none: ReadonlySet<Connection> = new Set();

const roomsOf = (connections: Iterable<Connection>): string[] => [
  ...new Set([...connections].flatMap((connection) => [...connection.subscriptions.keys()])),
];

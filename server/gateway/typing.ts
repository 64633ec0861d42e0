/** Who is typing where. A mark ends by itself, so that a lost "stopped" is never seen. */
import { typingMs } from "#contract/limits.ts";

export class TypingMarks {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #tell: (roomId: string, userId: string, typing: boolean) => void;

  constructor(tell: (roomId: string, userId: string, typing: boolean) => void) {
    this.#tell = tell;
  }

  /** Renewing a mark tells again, so that whoever connected since sees it. */
  set(roomId: string, userId: string, typing: boolean): void {
    const key = `${roomId} ${userId}`;
    const known = this.#timers.get(key);
    clearTimeout(known);
    this.#timers.delete(key);
    if (!typing && !known) return;
    if (typing) {
      const timer = setTimeout(() => this.set(roomId, userId, false), typingMs);
      timer.unref();
      this.#timers.set(key, timer);
    }
    this.#tell(roomId, userId, typing);
  }

  /** Everything of a person who disconnected. */
  clear(userId: string): void {
    for (const key of [...this.#timers.keys()]) {
      const [roomId, typist] = key.split(" ");
      if (typist === userId && roomId) this.set(roomId, userId, false);
    }
  }
}

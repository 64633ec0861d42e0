/** What I change of my own by REST: preferences of a room, and all read markers at once. */
import type { Preferences } from "#contract/entities.ts";
import type { Done } from "./public.ts";
import type { Rest } from "./rest.ts";
import type { RoomBook } from "./room-book.ts";

type OwnChangesOptions = {
  readonly book: RoomBook;
  readonly rest: Rest;
  /** Called after each change: it may be that no event will tell of it. */
  readonly unheard: () => void;
};

export function createOwnChanges({ book, rest, unheard }: OwnChangesOptions) {
  return {
    async setPreferences(roomId: string, patch: Partial<Preferences>): Promise<Done> {
      const entry = book.entry(roomId);
      const { choices } = entry ?? {};
      const result = await rest("preferences.update", { params: { room: roomId }, body: patch });
      if (!result.ok) return { ok: false, error: result.error };
      // What was told meanwhile may be newer than this answer: the event of this very change comes, or came, as well.
      if (entry && book.entry(roomId) === entry && entry.choices === choices)
        book.choose(roomId, result.answer.preferences);
      unheard();
      return { ok: true };
    },

    async markAllRead(): Promise<Done> {
      const known = new Map(book.ids().map((roomId) => [roomId, book.entry(roomId)?.reads]));
      const result = await rest("me.read");
      if (!result.ok) return { ok: false, error: result.error };
      for (const [roomId, seq] of Object.entries(result.answer.read)) {
        const entry = book.entry(roomId);
        if (entry && !entry.stale && entry.reads === known.get(roomId)) book.read(roomId, seq);
      }
      unheard();
      return { ok: true };
    },
  };
}

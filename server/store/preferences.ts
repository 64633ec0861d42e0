/** What a person wants of a room. It is their own, so it takes no number and doesn't wait for the room's lock. */
import type { Pool } from "pg";
import type { Preferences, RoomKind } from "#contract/entities.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Store } from "#server/domain/store.ts";
import { type PreferencesRow, preferencesColumns, toPreferences } from "./rows.ts";
import { change } from "./transaction.ts";

const lockPreferences = {
  name: "lock_preferences",
  text: `SELECT r.kind, ${preferencesColumns} FROM memberships m JOIN rooms r ON r.id = m.room_id
    WHERE m.room_id = $1 AND m.user_id = $2 AND m.left_seq IS NULL FOR UPDATE OF m`,
};
const keepPreferences = {
  name: "keep_preferences",
  text: `UPDATE memberships SET notify = coalesce($3, notify), muted = coalesce($4, muted), favourite = coalesce($5, favourite)
    WHERE room_id = $1 AND user_id = $2`,
};

// Locked first and written then: of two choices at once, the one that is answered last is the one that holds.
export const createChoosePreferences =
  (pool: Pool): Store["choosePreferences"] =>
  ({ userId, roomId, patch }) =>
    change(pool, async (client) => {
      const { rows } = await client.query<PreferencesRow & { kind: RoomKind }>({
        ...lockPreferences,
        values: [roomId, userId],
      });
      if (!rows[0]) throw notFound();
      const { notify = null, muted = null, favourite = null } = patch;
      await client.query({ ...keepPreferences, values: [roomId, userId, notify, muted, favourite] });
      const before = toPreferences(rows[0].kind, rows[0]);
      const preferences: Preferences = {
        notify: notify ?? before.notify,
        muted: muted ?? before.muted,
        favourite: favourite ?? before.favourite,
      };
      return { preferences, changed: !samePreferences(before, preferences) };
    });

export const samePreferences = (a: Preferences, b: Preferences): boolean =>
  a.notify === b.notify && a.muted === b.muted && a.favourite === b.favourite;

/** Everything that the domain and the gateway ask of the database, over one pool. */
import type { Pool } from "pg";
import type { Store } from "#server/domain/store.ts";
import { createChangeRoom } from "./change-room.ts";
import { createCreateRoom } from "./create-room.ts";
import { createEpoch } from "./epoch.ts";
import { createGatewayReads } from "./gateway-reads.ts";
import { createHistory } from "./history.ts";
import { createMarkAllRead, createMarkRead } from "./mark-read.ts";
import { createMyRooms } from "./my-rooms.ts";
import { createChoosePreferences } from "./preferences.ts";
import type { Prisma } from "./prisma.ts";
import { createRoomRefs } from "./room-refs.ts";
import { createCatchUp, createSync } from "./sync.ts";
import { createWriter, type Writer } from "./writer.ts";

/** The writer is given, as its owner waits for it to drain before the pool ends. */
export function createStore(pool: Pool, prisma: Prisma, writer: Writer = createWriter(pool)): Store {
  const refs = createRoomRefs(prisma);
  return {
    send: writer.send,
    change: createChangeRoom(pool),
    markRead: createMarkRead(pool),
    markAllRead: createMarkAllRead(pool),
    choosePreferences: createChoosePreferences(pool),
    createRoom: createCreateRoom(pool, prisma),
    ...createMyRooms(pool),
    ...createHistory(pool),
    ...createGatewayReads(pool),
    knownRoom: refs.knownRoom,
    resolveRoom: refs.resolveRoom,
    sync: createSync(pool),
    catchUp: createCatchUp(pool),
    epoch: createEpoch(pool, refs.forgetRooms),

    async directRoom(workspaceId, directKey) {
      const room = await prisma.room.findUnique({
        where: { workspaceId_directKey: { workspaceId, directKey } },
        select: { id: true },
      });
      return room?.id ?? null;
    },
    async roomsWithoutOwner(userId) {
      const { rows } = await pool.query<{ room_id: string }>(
        `SELECT m.room_id FROM memberships m WHERE m.user_id = $1 AND m.left_seq IS NULL AND m.role = 'owner'
         AND NOT EXISTS (SELECT FROM memberships o JOIN users u ON u.id = o.user_id
           WHERE o.room_id = m.room_id AND o.left_seq IS NULL AND o.role = 'owner' AND u.deactivated_at IS NULL)`,
        [userId],
      );
      return rows.map(({ room_id }) => room_id);
    },
    async activeUsers(workspaceId, ids) {
      const users = await prisma.user.findMany({
        where: { workspaceId, id: { in: [...ids] }, deactivatedAt: null },
        select: { id: true },
      });
      return users.map(({ id }) => id);
    },
  };
}

/** People with tokens, in rooms of equal size, written straight into the database. */
import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { createMemoryBroker } from "#server/broker/memory.ts";
import { createDomain } from "#server/domain/create-domain.ts";
import { newId } from "#server/domain/ids.ts";
import { createPool } from "#server/store/pool.ts";
import { createPrisma } from "#server/store/prisma.ts";
import { createStore } from "#server/store/store.ts";
import type { Open } from "#test/conformance/clients/client.ts";
import { openSocketIo } from "#test/conformance/clients/socket-io.ts";
import { openSse } from "#test/conformance/clients/sse.ts";
import { openWebSocket } from "#test/conformance/clients/websocket.ts";

export type Seat = { readonly token: string; readonly roomId: string };
export type Crowd = { readonly people: readonly Seat[] };

export const openings: readonly [Opening, ...Opening[]] = [
  { transport: "Socket.IO", open: openSocketIo },
  { transport: "WebSocket", open: openWebSocket },
  { transport: "SSE", open: openSse },
];
type Opening = { readonly transport: string; readonly open: Open };

/** One after the other the people are of one room, then of the next. */
export async function seatCrowd(url: string, size: { people: number; rooms: number }): Promise<Crowd> {
  const pool = createPool(url);
  const prisma = createPrisma(pool);
  try {
    const domain = createDomain(createStore(pool, prisma), createMemoryBroker());
    const workspaceId = newId();
    await prisma.workspace.create({ data: { id: workspaceId, slug: "bench", name: "Bench" } });
    const people = Array.from({ length: size.people }, (_, n) => ({
      actor: { id: newId(), workspaceId, name: `Person ${n}`, role: "member", bot: false } as const,
      token: `ply_${newSecret()}`,
    }));
    await prisma.user.createMany({ data: people.map(({ actor }) => actor) });
    await prisma.accessToken.createMany({
      data: people.map(({ actor, token }) => ({
        id: newId(),
        userId: actor.id,
        name: "bench",
        hash: digestOf(token),
      })),
    });
    const seats: Seat[] = [];
    const perRoom = size.people / size.rooms;
    for (let n = 0; n < size.rooms; n++) {
      const members = people.slice(n * perRoom, (n + 1) * perRoom);
      const [first, ...others] = members;
      if (!first) throw new Error("A room needs somebody.");
      const { room } = await domain.createRoom(first.actor, {
        kind: "private",
        name: `Room ${n}`,
        memberIds: others.map(({ actor }) => actor.id),
      });
      seats.push(...members.map(({ token }) => ({ token, roomId: room.roomId })));
    }
    return { people: seats };
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}

/** Rooms by slug or id. A slug never changes, so an answer holds for ever; what was not found is asked again. */
import { isId } from "#contract/entities.ts";
import type { Prisma } from "./prisma.ts";

const maxKnown = 10_000;

export function createRoomRefs(prisma: Prisma) {
  // Insertion order is the order of use: the first is the one to forget.
  const known = new Map<string, string>();
  const keep = (key: string, id: string) => {
    known.delete(key);
    known.set(key, id);
    const oldest = known.keys().next();
    if (known.size > maxKnown && !oldest.done) known.delete(oldest.value);
  };

  const knownRoom = (workspaceId: string, ref: string): string | undefined => {
    if (isId(ref)) return ref.toLowerCase();
    const key = `${workspaceId} ${ref}`;
    const id = known.get(key);
    if (id) keep(key, id);
    return id;
  };

  const ask = async (workspaceId: string, slug: string): Promise<string | null> => {
    const room = await prisma.room.findUnique({
      where: { workspaceId_slug: { workspaceId, slug } },
      select: { id: true },
    });
    if (room) keep(`${workspaceId} ${slug}`, room.id);
    return room?.id ?? null;
  };
  // Who asks while the same is being asked gets the same answer, in the order of asking: commands stay in order (ENV-6).
  const asking = new Map<string, Promise<string | null>>();

  return {
    knownRoom,
    /** Another history of the database may have other rooms by the same slugs. */
    forgetRooms: () => known.clear(),
    async resolveRoom(workspaceId: string, ref: string): Promise<string | null> {
      const id = knownRoom(workspaceId, ref);
      if (id) return id;
      // Which PostgreSQL would not even compare.
      if (ref.includes("\u0000")) return null;
      const key = `${workspaceId} ${ref}`;
      const asked = asking.get(key) ?? ask(workspaceId, ref).finally(() => asking.delete(key));
      asking.set(key, asked);
      return asked;
    },
  };
}

/** Who reads where: which rooms' history is held, and which rooms were looked at last. */
export function createReaders(maxRooms: number) {
  /** roomId → how many hold its history. */
  const holds = new Map<string, number>();
  /** Rooms that were opened, the last one last. */
  const recent = new Set<string>();

  return {
    isHeld: (roomId: string): boolean => holds.has(roomId),
    /** Until what is returned is called. */
    hold(roomId: string): () => void {
      holds.set(roomId, (holds.get(roomId) ?? 0) + 1);
      let holding = true;
      return () => {
        if (!holding) return;
        holding = false;
        const left = (holds.get(roomId) ?? 1) - 1;
        if (left > 0) holds.set(roomId, left);
        else holds.delete(roomId);
      };
    },
    /** Offers the rooms that nobody holds or looked at for long, the longest first, until enough of them were taken. */
    opened(roomId: string, forget: (roomId: string) => boolean) {
      recent.delete(roomId);
      recent.add(roomId);
      for (const each of recent) {
        if (recent.size <= maxRooms) return;
        if (!holds.has(each) && each !== roomId && forget(each)) recent.delete(each);
      }
    },
    clear: () => recent.clear(),
  };
}

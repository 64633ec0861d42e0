import type { Clock } from "./clock.ts";
import type { Timings } from "./timings.ts";

/** My own typing mark: told at the first keystroke and every few seconds, withdrawn after the last one. */
export function createTyping(
  clock: Clock,
  timings: Pick<Timings, "typingRenewMs" | "typingIdleMs">,
  tell: (roomId: string, typing: boolean) => void,
) {
  const marks = new Map<string, { toldAt: number; cancel: () => void }>();

  const end = (roomId: string, say: boolean) => {
    const mark = marks.get(roomId);
    if (!mark) return;
    mark.cancel();
    marks.delete(roomId);
    if (say) tell(roomId, false);
  };

  return {
    keystroke(roomId: string) {
      const mark = marks.get(roomId);
      mark?.cancel();
      const due = !mark || clock.now() - mark.toldAt >= timings.typingRenewMs;
      if (due) tell(roomId, true);
      marks.set(roomId, {
        toldAt: due ? clock.now() : mark.toldAt,
        cancel: clock.after(timings.typingIdleMs, () => end(roomId, true)),
      });
    },
    /** The message itself ends the mark for everyone. */
    sent: (roomId: string) => end(roomId, false),
    stop() {
      for (const roomId of [...marks.keys()]) end(roomId, false);
    },
  };
}

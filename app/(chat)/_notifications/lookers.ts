/** Whether any page of this browser shows a room to somebody who looks: the one that notifies asks the others. */
import * as z from "zod/mini";
import { looking } from "#app/_gateway/looking.ts";
import { parseAddress } from "#app/_gateway/parse-address.ts";
import type { Clock } from "#client/clock.ts";
import { newId } from "#client/new-id.ts";
import type { GatewayClient } from "#client/public.ts";
import { thisBrowser } from "#client/tabs/this-browser.ts";

/** Who looks has a page that is awake and answers in less. */
const answerMs = 120;

const wordSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ask"), question: z.string() }),
  z.object({ type: z.literal("looking"), question: z.string(), roomId: z.string() }),
]);
type Word = z.infer<typeof wordSchema>;

export type Lookers = { at(): Promise<ReadonlySet<string>>; stop(): void };

export function createLookers(client: GatewayClient, userId: string, clock: Clock): Lookers {
  const answers = new Map<string, Set<string>>();
  /** The pointer is followed from now on, also where no conversation does. */
  const forget = looking.subscribe(() => undefined);
  const channel = thisBrowser(clock, Math.random)?.channel(`parley-lookers-${userId}`, (message) => {
    const { success, data } = wordSchema.safeParse(message);
    if (!success) return;
    if (data.type === "looking") return void answers.get(data.question)?.add(data.roomId);
    const roomId = here();
    if (roomId !== null) post({ type: "looking", question: data.question, roomId });
  });
  const post = (word: Word) => channel?.post(word);

  const here = (): string | null => {
    const address = parseAddress(window.location.pathname);
    if (address.screen !== "room" || !looking.get()) return null;
    const rooms = client.rooms.get();
    if (rooms.has(address.room)) return address.room;
    return [...rooms.values()].find(({ room }) => room.slug === address.room)?.room.roomId ?? null;
  };

  return {
    /** The rooms that are looked at now. */
    async at() {
      const found = new Set<string>();
      if (channel) {
        const question = newId();
        answers.set(question, found);
        post({ type: "ask", question });
        await new Promise<void>((resolve) => clock.after(answerMs, resolve));
        answers.delete(question);
      }
      const roomId = here();
      if (roomId !== null) found.add(roomId);
      return found;
    },
    stop() {
      forget();
      channel?.close();
    },
  };
}

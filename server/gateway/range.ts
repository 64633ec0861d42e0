/** What an event says of the range that it covers (SEQ-4), and who came or went within it. */
import type { Member } from "#contract/entities.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import type { Place } from "#server/domain/ports.ts";

/** The seq above which the event's range begins. */
export const afterOf = (event: DurableEnvelope): number => event.after ?? event.seq - 1;

/** Who joined within the range and is still there. */
export const joinedIn = (event: DurableEnvelope): Member[] =>
  (event.payload.members ?? []).filter(({ leftSeq, joinedSeq }) => leftSeq === undefined && joinedSeq > afterOf(event));

/** The seq at which a person left within this event's range, if they did. */
export function leftIn(event: DurableEnvelope, userId: string): number | undefined {
  const member = event.payload.members?.find((one) => one.userId === userId);
  return member?.leftSeq !== undefined && member.leftSeq > afterOf(event) ? member.leftSeq : undefined;
}

/** Whether a person left and came back within a rebuilt range: what they may see of it is read anew, by their new joining. */
export function rejoinedIn(event: DurableEnvelope, userId: string, place: Place): boolean {
  const member = event.payload.members?.find((one) => one.userId === userId);
  return member !== undefined && member.joinedSeq > afterOf(event) && member.joinedSeq > place.joinedSeq;
}

/** What stands for the changes of a range that had to be read from the database (SEQ-4). */
export const rebuilt = (
  roomId: string,
  after: number,
  seq: number,
  payload: DurableEnvelope["payload"],
): DurableEnvelope => ({
  v: 1,
  type: "event",
  event: "room.changed",
  roomId,
  seq,
  after,
  timestamp: new Date().toISOString(),
  payload,
});

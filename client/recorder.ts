/** Every state applied to a room since `from`: what an answer asked for meanwhile has to be merged with (SYN-4). */
import type { Member, Message } from "#contract/entities.ts";
import type { Change } from "./room-state.ts";

export type Recorder = {
  readonly from: number;
  readonly messages: Map<number, Message>;
  readonly members: Map<string, Member>;
};

export const createRecorder = (from: number): Recorder => ({ from, messages: new Map(), members: new Map() });

export function record(recorder: Recorder, { states }: Pick<Change, "states">): void {
  for (const message of states.messages ?? [])
    if (message.changedSeq > (recorder.messages.get(message.seq)?.changedSeq ?? -1))
      recorder.messages.set(message.seq, message);
  for (const member of states.members ?? [])
    if (member.changedSeq > (recorder.members.get(member.userId)?.changedSeq ?? -1))
      recorder.members.set(member.userId, member);
}

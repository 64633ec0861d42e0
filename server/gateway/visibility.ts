/** SEQ-7 for what is live: a room with `history: "joining"` hides older messages from who joined later. */
import type { DurableEnvelope } from "#contract/events.ts";
import type { Place } from "#server/domain/ports.ts";
import { durableFrame, type Frame } from "./frame.ts";

/** The frame of an event for a member; encoded once for all who may see the same of it. */
export function visibleTo(event: DurableEnvelope): (place: Place) => Frame {
  const whole = durableFrame(event);
  const oldest = Math.min(...(event.payload.messages ?? []).map((message) => message.seq));
  const byJoining = new Map<number, Frame>();
  return (place) => {
    if (place.history === "all" || oldest >= place.joinedSeq) return whole;
    const known = byJoining.get(place.joinedSeq);
    if (known) return known;
    const frame = durableFrame(without(event, place.joinedSeq));
    byJoining.set(place.joinedSeq, frame);
    return frame;
  };
}

function without(event: DurableEnvelope, joinedSeq: number): DurableEnvelope {
  const { messages, ...others } = event.payload;
  const visible = messages?.filter((message) => message.seq >= joinedSeq) ?? [];
  return { ...event, payload: visible.length > 0 ? { ...others, messages: visible } : others };
}

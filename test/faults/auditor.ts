/**
 * Checks a history: each acknowledged send exactly once at each entitled member, seqs without a hole, one order for all,
 * nothing after leaving. Pure: what people saw goes in, what is wrong comes out as sentences.
 */
import type { Message } from "#contract/entities.ts";

/** A send that was said to be committed. By a client's own word, or with the seq of its reply. */
export type Acknowledged = {
  readonly requestId: string;
  readonly authorId: string;
  readonly text: string;
  readonly seq?: number;
};

export type Seen = {
  readonly who: string;
  /** As this member's screen has them, in its order. */
  readonly messages: readonly Message[];
  /** Of a member who left: nothing created later may be there. */
  readonly leftSeq?: number;
};

export type History = {
  readonly acknowledged: readonly Acknowledged[];
  readonly seen: readonly Seen[];
  /** The seqs of the room that are no messages: joins, edits, renames. */
  readonly otherSeqs?: Iterable<number>;
  readonly head: number;
};

export function audit({ acknowledged, seen, otherSeqs = [], head }: History): string[] {
  const others = new Set(otherSeqs);
  const truth = new Map<number, string>();
  return [
    ...seen.flatMap((one) => order(one)),
    ...seen.flatMap((one) => sameAs(truth, one)),
    ...seen.flatMap((one) => lost(acknowledged, one, truth)),
    ...holes(truth, others, head),
  ];
}

function order({ who, messages, leftSeq }: Seen): string[] {
  const complaints: string[] = [];
  let last = 0;
  for (const { seq, text } of messages) {
    if (seq <= last) complaints.push(`${who} sees ${seq} (${text}) after ${last}.`);
    if (leftSeq !== undefined && seq > leftSeq)
      complaints.push(`${who} left at ${leftSeq}, and sees ${seq} (${text}).`);
    last = seq;
  }
  return complaints;
}

/** Every seq names one message, whoever looks. */
function sameAs(truth: Map<number, string>, { who, messages }: Seen): string[] {
  const complaints: string[] = [];
  for (const message of messages) {
    const state = JSON.stringify([
      message.authorId,
      message.requestId,
      message.text,
      message.editedAt,
      message.deletedAt,
    ]);
    const known = truth.get(message.seq);
    if (known === undefined) truth.set(message.seq, state);
    else if (known !== state) complaints.push(`${who} sees ${state} at ${message.seq}, others ${known}.`);
  }
  return complaints;
}

function lost(
  acknowledged: readonly Acknowledged[],
  { who, messages, leftSeq }: Seen,
  truth: ReadonlyMap<number, string>,
): string[] {
  const byKey = Map.groupBy(messages, ({ authorId, requestId }) => `${authorId} ${requestId}`);
  const complaints: string[] = [];
  for (const { requestId, authorId, text, seq } of acknowledged) {
    const found = byKey.get(`${authorId} ${requestId}`) ?? [];
    const mayBeAbsent =
      leftSeq !== undefined && [...truth].every(([at, state]) => at > leftSeq || !state.includes(requestId));
    if (found.length === 0 && mayBeAbsent) continue;
    if (found.length !== 1) complaints.push(`${who} sees the acknowledged "${text}" ${found.length} times.`);
    if (found[0] && found[0].text !== text) complaints.push(`${who} sees "${found[0].text}" for "${text}".`);
    if (found[0] && seq !== undefined && found[0].seq !== seq)
      complaints.push(`"${text}" was acknowledged as ${seq}, and ${who} sees it as ${found[0].seq}.`);
  }
  return complaints;
}

function holes(truth: ReadonlyMap<number, string>, others: ReadonlySet<number>, head: number): string[] {
  const complaints: string[] = [];
  for (let seq = 1; seq <= head; seq++)
    if (truth.has(seq) === others.has(seq))
      complaints.push(truth.has(seq) ? `${seq} is two changes.` : `Nobody knows what ${seq} was.`);
  return complaints;
}

/** Whether somebody is told of a message beyond the page itself. Pure: all that it depends on is handed in. */
import type { Message, Preferences, Presence } from "#contract/entities.ts";

export type Facts = {
  readonly message: Pick<Message, "authorId" | "seq" | "mentions" | "deletedAt">;
  readonly me: string;
  /** Of its room. */
  readonly preferences: Preferences;
  readonly lastReadSeq: number;
  readonly presence: Presence;
  /** Whether a page of mine in this browser shows the room to somebody who looks. */
  readonly looking: boolean;
  /** What this browser may do. */
  readonly choices: { readonly desktop: boolean; readonly sound: boolean };
};

export type Decision = "none" | "sound" | "desktop" | "both";

export function decide({ message, me, preferences, lastReadSeq, presence, looking, choices }: Facts): Decision {
  const isNews = message.authorId !== me && message.deletedAt === undefined && message.seq > lastReadSeq;
  if (!isNews || looking || presence === "dnd" || !wanted(preferences, message.mentions.includes(me))) return "none";
  if (choices.desktop) return choices.sound ? "both" : "desktop";
  return choices.sound ? "sound" : "none";
}

/** A muted room shows a mention in the sidebar, and calls nobody. */
function wanted({ notify, muted }: Preferences, mentioned: boolean): boolean {
  if (muted || notify === "nothing") return false;
  return notify === "all" || mentioned;
}

/** What the tabs of one person say to one another. Other code of this origin may speak here too, so it is all parsed. */
import * as z from "zod/mini";
import { presenceStatusSchema } from "#contract/entities.ts";
import { commandSchema, replySchema } from "#contract/envelope.ts";
import { eventSchema, helloSchema } from "#contract/events.ts";
import { ways } from "../connection-state.ts";

/** What concerns every tab, whoever leads. */
const noteSchema = z.discriminatedUnion("type", [
  /** The stored outbox has another content. */
  z.object({ type: z.literal("changed") }),
  z.object({ type: z.literal("sent"), requestId: z.string() }),
  z.object({ type: z.literal("committed"), requestId: z.string(), roomId: z.string(), seq: z.number() }),
  /** How present its person wants to be. */
  z.object({ type: z.literal("presence"), status: presenceStatusSchema }),
]);
export type Note = z.infer<typeof noteSchema>;

const viewSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("connecting") }),
  z.object({ state: z.literal("live") }),
  z.object({ state: z.literal("fallback"), transport: z.enum(["sse", "polling"]) }),
  z.object({ state: z.literal("reconnecting"), retryAt: z.number() }),
  z.object({ state: z.literal("offline") }),
  z.object({ state: z.literal("signedOut") }),
  z.object({ state: z.literal("stopped"), reason: z.string() }),
]);

/** `term` names one tab's time as the one that leads; of two, the higher is the newer. `link` is one of its links. */
const id = z.string().check(z.maxLength(64));
const wordSchema = z.discriminatedUnion("type", [
  // From the tab that leads.
  z.object({
    type: z.literal("lead"),
    term: z.number(),
    view: viewSchema,
    /** With `hello` where it is news to whoever it is told. */
    link: z.nullable(z.object({ id, way: z.enum(ways), hello: z.optional(helloSchema) })),
  }),
  /** `waiting`: the next one that leads tries at this time; without it at once. */
  z.object({
    type: z.literal("bye"),
    term: z.number(),
    waiting: z.optional(z.object({ retryAt: z.number(), tries: z.number() })),
  }),
  z.object({ type: z.literal("event"), term: z.number(), event: eventSchema }),
  /** Its connection can't be told, so it asks the server now (FB-4); the others may ask, too. */
  z.object({ type: z.literal("poll"), term: z.number() }),
  /** Null where it stays open whether the command took effect. */
  z.object({ type: z.literal("reply"), term: z.number(), call: z.number(), reply: z.nullable(replySchema) }),

  // To the tab that leads.
  z.object({ type: z.literal("who"), link: z.nullable(id), watched: z.boolean() }),
  z.object({
    type: z.literal("command"),
    link: id,
    call: z.number(),
    command: commandSchema,
  }),
  z.object({ type: z.literal("woke"), slept: z.boolean() }),

  z.object({ type: z.literal("note"), note: noteSchema }),
]);
export type Word = z.infer<typeof wordSchema>;
export type WordOf<T extends Word["type"]> = Extract<Word, { type: T }>;

/** To the tabs of all people: this one is signed in here now. */
export const personSchema = z.object({ userId: id });

/** Text rather than an object: whom it does not concern need not unpack it, and its size is known before it is read. */
const envelopeSchema = z.object({
  from: id,
  /** Null: to all. */
  to: z.nullable(id),
  text: z.string(),
});

/** The largest is the `hello` of a workspace in which tens of thousands are online. */
const maxCharacters = 16 * 1024 * 1024;

export const pack = (from: string, to: string | null, word: Word): unknown => ({
  from,
  to,
  text: JSON.stringify(word),
});

/** Null where it is for somebody else, or nothing that we understand. */
export function unpack(message: unknown, me: string): { readonly from: string; readonly word: Word } | null {
  const envelope = envelopeSchema.safeParse(message);
  if (!envelope.success) return null;
  const { from, to, text } = envelope.data;
  if ((to !== null && to !== me) || text.length > maxCharacters) return null;
  try {
    const word = wordSchema.safeParse(JSON.parse(text));
    return word.success ? { from, word: word.data } : null;
  } catch {
    return null;
  }
}

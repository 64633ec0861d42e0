/** What happens in one history, as values: the same seed draws the same histories. */
import fc from "fast-check";

/** How often each happens, beside the others. */
const weights = {
  post: 8,
  mention: 4,
  reply: 1,
  edit: 2,
  toggleMention: 4,
  delete: 4,
  react: 2,
  mine: 2,
  read: 5,
  readAll: 1,
  unread: 4,
  leave: 1,
  rejoin: 2,
  open: 2,
  older: 2,
  cut: 2,
  away: 2,
  back: 2,
  reload: 1,
} as const;

export type Kind = keyof typeof weights;
export const kinds = Object.keys(weights) as readonly Kind[];

export type Step = {
  readonly kind: Kind;
  /** Chooses among the rooms, devices, messages and people that are there when the step is taken. */
  readonly room: number;
  readonly device: number;
  readonly pick: number;
  /** Milliseconds until the next step, which does not wait for this one to end. */
  readonly pause: number;
};

/** `burst`: so many messages at once, beyond what a catch-up carries (SYN-1), and in the end beyond what is counted. */
export type History = { readonly burst: number; readonly steps: readonly Step[] };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...kinds.map((kind) => ({ arbitrary: fc.constant(kind), weight: weights[kind] }))),
  room: fc.nat(1000),
  device: fc.nat(1000),
  pick: fc.nat(1_000_000),
  pause: fc.constantFrom(0, 0, 0, 1, 3, 10),
});

const history: fc.Arbitrary<History> = fc.record({
  burst: fc.oneof({ arbitrary: fc.constant(0), weight: 30 }, { arbitrary: fc.constant(600), weight: 1 }),
  steps: fc.array(step, { minLength: 5, maxLength: 25, size: "max" }),
});

export const drawHistories = (seed: number, count: number): History[] => fc.sample(history, { seed, numRuns: count });

/** How fast one person may change things (the rates of the protocol's section 9), and how much they read at once. */
import type { Limits } from "#contract/limits.ts";
import { type Attempts, createAttempts, unlimited } from "#server/auth/attempts.ts";
import { type Gate, openGate } from "#server/domain/gate.ts";
import { HeldRefusals } from "#server/domain/held-refusals.ts";
import { createPictureGate, createReadGate } from "#server/domain/read-gate.ts";

export type Rates = {
  /** Any request by REST that is not a reading. */
  readonly changes: Attempts;
  readonly messages: Attempts;
  /** Making rooms, which puts others into them unasked. */
  readonly rooms: Attempts;
  /** Whatever reads from the database for one person, whichever way they ask. */
  readonly reads: Gate;
  /** Sending pictures, each of which is decoded and encoded. */
  readonly pictures: Attempts;
  readonly pictureReads: Gate;
  /** Posts to incoming webhooks, by the network of the address. */
  readonly posts: Attempts;
  /** How those are told, whose requests are refused again and again. */
  readonly refusals: HeldRefusals;
};

const tooFast = "That was too fast. Try again in a moment.";

export const createRates = (limits: Limits): Rates => ({
  changes: perSecond(limits.commandsPerSecond, limits.commandsBurst),
  messages: perSecond(limits.messagesPerSecond, limits.messagesBurst),
  rooms: limits.commandsPerSecond === null ? unlimited : createAttempts({ burst: 60, perMinute: 30, message: tooFast }),
  reads: limits.commandsPerSecond === null ? openGate : createReadGate(),
  pictures:
    limits.commandsPerSecond === null ? unlimited : createAttempts({ burst: 10, perMinute: 5, message: tooFast }),
  posts: perSecond(limits.commandsPerSecond, limits.commandsBurst),
  refusals: new HeldRefusals(),
  pictureReads: limits.commandsPerSecond === null ? openGate : createPictureGate(),
});

/** `null` where `LIMITS=off` lifted it. */
const perSecond = (rate: number | null, burst: number | null): Attempts =>
  rate === null || burst === null ? unlimited : createAttempts({ burst, perMinute: rate * 60, message: tooFast });

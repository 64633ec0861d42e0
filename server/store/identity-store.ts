/** Everything that identity remembers, in one PostgreSQL. */
import type { Pool } from "pg";
import type { IdentityStore } from "#server/domain/account-ports.ts";
import { createTokenStore } from "./access-tokens.ts";
import { createAccountStore } from "./accounts.ts";
import { createInviteStore } from "./invites.ts";
import { createResetStore } from "./password-resets.ts";
import { createPictureStore } from "./pictures.ts";
import type { Prisma } from "./prisma.ts";
import { createSessionStore } from "./sessions.ts";
import { createSetupStore } from "./setup.ts";
import { createTicketStore } from "./tickets.ts";

/** Prisma where it reads as a sentence; SQL where a statement has to lock, to count, or to be one round trip. */
export const createIdentityStore = (pool: Pool, prisma: Prisma): IdentityStore => ({
  accounts: createAccountStore(pool, prisma),
  sessions: createSessionStore(pool),
  tokens: createTokenStore(pool, prisma),
  tickets: createTicketStore(pool),
  invites: createInviteStore(pool),
  resets: createResetStore(pool),
  setup: createSetupStore(pool),
  pictures: createPictureStore(pool),
});

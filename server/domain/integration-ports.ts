/** What bots, webhooks and deliveries ask of the store. Every time is the database's. */
import type { User } from "#contract/entities.ts";
import type {
  DeadLetter,
  DisabledReason,
  IncomingWebhook,
  InspectedDeadLetter,
  NamedRoom,
  OutgoingWebhook,
  PlacedWebhook,
  Try,
} from "#contract/integrations.ts";
import type { RestAnswer, RestBody } from "#contract/rest.ts";
import type { Digest, Voucher } from "./account-ports.ts";
import type { Actor } from "./actor.ts";

export interface BotStore {
  /** Throws `conflict` beyond 1000 living ones of admins, or of webhooks. */
  create(bot: {
    id: string;
    workspaceId: string;
    name: string;
    role: "member" | "guest";
    of: "admins" | "webhook";
  }): Promise<User>;
  list(workspaceId: string): Promise<User[]>;
  /** A bot of the workspace; throws `notFound` for anyone else. */
  find(workspaceId: string, botId: string): Promise<User>;
  /** Where it is, by name; rooms that the actor may not see are not there. */
  rooms(actor: Actor, botId: string): Promise<NamedRoom[]>;
  /** Throws as `TokenStore.create` does; `by` vouches for the admin, whose `makerId` this is. */
  createToken(token: {
    id: string;
    botId: string;
    name: string;
    digest: Digest;
    makerId: string;
    by: Voucher;
  }): Promise<void>;
}

/** An incoming webhook as a post to it is served: `archived` is its room, `active` its bot. */
export type Hook = {
  readonly id: string;
  readonly name: string;
  readonly roomId: string;
  readonly bot: Actor;
  readonly archived: boolean;
  readonly active: boolean;
  readonly revoked: boolean;
};

export interface IncomingWebhookStore {
  /** Throws `conflict` beyond 100 living ones of a room. */
  create(hook: {
    id: string;
    roomId: string;
    botId: string;
    createdById: string;
    name: string;
    digest: Digest;
  }): Promise<void>;
  list(roomId: string): Promise<IncomingWebhook[]>;
  /** Of every room that the actor may see, by the room's name. */
  everywhere(actor: Actor): Promise<PlacedWebhook[]>;
  /** Again it does no harm. */
  revoke(roomId: string, id: string): Promise<void>;
  /** One statement, which also notes the use, at most once a minute. */
  use(digest: Digest): Promise<Hook | null>;
}

type NewOutgoing = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly roomId: string | null;
  readonly events: readonly string[];
};

/** For an admin: those of rooms that they may not see are not there. */
export interface OutgoingWebhookStore {
  /** Throws `conflict` beyond 100 of a workspace. */
  create(actor: Actor, hook: NewOutgoing): Promise<OutgoingWebhook>;
  list(actor: Actor): Promise<OutgoingWebhook[]>;
  /** Switching off makes dead letters of what waits. */
  update(actor: Actor, id: string, patch: RestBody<"outgoingWebhooks.update">): Promise<OutgoingWebhook>;
  remove(actor: Actor, id: string): Promise<void>;
}

/** Dead letters of the actor's workspace. Whoever is named by an id that is not there is `notFound`. */
export interface DeadLetterStore {
  list(actor: Actor, page: { before?: string | undefined; limit: number }): Promise<RestAnswer<"deadLetters.list">>;
  get(actor: Actor, id: string): Promise<InspectedDeadLetter>;
  /** Throws `conflict` where its webhook is switched off. */
  replay(actor: Actor, id: string): Promise<void>;
  discard(actor: Actor, id: string): Promise<void>;
}
export type { DeadLetter };

/** Everything that integrations remember. */
export type IntegrationStore = {
  readonly bots: BotStore;
  readonly incoming: IncomingWebhookStore;
  readonly outgoing: OutgoingWebhookStore;
  readonly deadLetters: DeadLetterStore;
};

export type Delivery = {
  readonly id: string;
  /** An event of a room, or an operator's route. */
  readonly event: string;
  readonly payload: unknown;
  /** This one included. */
  readonly tries: number;
  readonly webhook: { readonly id: string; readonly url: string; readonly secret: string } | null;
};

/** What a line's next step is. `later`: its head waits for its next try, this many milliseconds; `busy`: it is being tried. */
export type Turn =
  | { readonly kind: "none" }
  | { readonly kind: "busy" }
  | { readonly kind: "later"; readonly inMs: number }
  | { readonly kind: "delivery"; readonly delivery: Delivery; readonly lease: string };

export type Telling = {
  readonly workspaceId: string;
  readonly line: string;
  readonly event: string;
  readonly payload: unknown;
};

export type Backlog = { readonly waiting: number; readonly dead: number };

/** The deliveries under way. A line is what goes in order: one webhook's of one room, or one connection's. */
export interface DeliveryStore {
  /** Leases the head of a line, for this long, if it is due. Where its webhook is switched off, all of it becomes dead letters. */
  next(line: string, leaseMs: number): Promise<Turn>;
  /** The three ends of a lease; each does nothing where the lease is another's by now. */
  arrived(id: string, lease: string): Promise<void>;
  failed(id: string, lease: string, failure: Try, then: { readonly retryMs: number } | "dead"): Promise<void>;
  /** The try did not count, as the node stops: it is due at once. */
  release(id: string, lease: string): Promise<void>;
  /** Has the queue look at a line, this many milliseconds from now. */
  wake(line: string, inMs: number): Promise<void>;
  /** Lines whose head is due for 10 s and nobody tries: a node died with them, or the queue lost their job. */
  overdue(limit: number): Promise<string[]>;
  /** Switches a webhook off; what waits for it becomes dead letters. */
  disable(webhookId: string, reason: DisabledReason): Promise<void>;
  /** Webhooks for which more than this many wait. */
  overfull(most: number): Promise<string[]>;
  /** How many deliveries wait, and how many dead letters there are, each counted up to `most`. */
  backlog(most: number): Promise<Backlog>;
  /** How many dead letters there are, counted up to 1,000. */
  dead(): Promise<number>;
  /** Adds deliveries to operator's routes; where more than `most` wait they are dead letters at once. */
  tell(tellings: readonly Telling[], most: number): Promise<void>;
}

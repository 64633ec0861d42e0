/** A workspace with people, on a real database: what a test of the domain needs around it. */
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Payload, Result } from "#contract/commands.ts";
import type { MyRoom, UserRole } from "#contract/entities.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import type { RestBody } from "#contract/rest.ts";
import { createMemoryBroker } from "#server/broker/memory.ts";
import type { Actor } from "#server/domain/actor.ts";
import { createDomain } from "#server/domain/create-domain.ts";
import type { Domain, DomainAction } from "#server/domain/domain.ts";
import { DomainError } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import type { BrokerMessage } from "#server/domain/ports.ts";
import type { Store } from "#server/domain/store.ts";
import { createPool } from "#server/store/pool.ts";
import { createPrisma, type Prisma } from "#server/store/prisma.ts";
import { createStore } from "#server/store/store.ts";

/** One server process on the database: its own pool, writer and caches. */
export type Node = {
  readonly pool: Pool;
  readonly prisma: Prisma;
  readonly store: Store;
  readonly domain: Domain;
  /** Everything published here, in order. */
  readonly published: BrokerMessage[];
  close(): Promise<void>;
};

export function createNode(url: string, max = 10): Node {
  const pool = createPool(url, { max });
  const prisma = createPrisma(pool);
  const store = createStore(pool, prisma);
  const broker = createMemoryBroker();
  const published: BrokerMessage[] = [];
  broker.subscribe((message) => published.push(message));
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, store, domain: createDomain(store, broker), published, close };
}

export type World = Node & {
  readonly workspaceId: string;
  person(role?: UserRole): Promise<Actor>;
  room(owner: Actor, input?: Partial<RestBody<"rooms.create">>): Promise<MyRoom>;
  /** Gives a command, with a new key unless told otherwise. */
  ask<A extends DomainAction>(
    actor: Actor,
    action: A,
    room: string,
    payload: Payload<A>,
    requestId?: string,
  ): Promise<Result<A>>;
};

export async function createWorld(url: string): Promise<World> {
  const node = createNode(url);
  const workspaceId = newId();
  await node.prisma.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Acme" } });
  return { ...node, workspaceId, ...acts(node, workspaceId) };
}

/** The same workspace as another process sees it. */
export const alsoAt = (node: Node, { workspaceId }: World): World => ({
  ...node,
  workspaceId,
  ...acts(node, workspaceId),
});

function acts({ prisma, domain }: Node, workspaceId: string): Pick<World, "person" | "room" | "ask"> {
  let people = 0;
  return {
    async person(role = "member") {
      const actor = { id: newId(), workspaceId, name: `Person ${++people}`, role, bot: false };
      await prisma.user.create({ data: actor });
      return actor;
    },
    async room(owner, input = {}) {
      const { room } = await domain.createRoom(owner, { name: "Engineering", kind: "public", ...input });
      return room;
    },
    ask<A extends DomainAction>(
      actor: Actor,
      action: A,
      room: string,
      payload: Payload<A>,
      requestId: string = randomUUID(),
    ) {
      // The payload belongs to the action, which TypeScript cannot follow into the union.
      const command = { action, requestId, roomId: room, payload } as Parameters<typeof domain.dispatch<A>>[1];
      return domain.dispatch(actor, command);
    },
  };
}

/** The room's events among what was published. */
export const eventsOf = (published: readonly BrokerMessage[], roomId: string): DurableEnvelope[] =>
  published.flatMap((message) => (message.kind === "room" && message.event.roomId === roomId ? [message.event] : []));

/** The code with which each was refused; "ok" where it was not. */
export const codesOf = async (asked: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(asked)).map((result) => (result.status === "fulfilled" ? "ok" : codeOf(result.reason)));

const codeOf = (error: unknown): string => (error instanceof DomainError ? error.code : String(error));

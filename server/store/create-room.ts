/** A room begins: its header and its first members are one change, its first. */
import type { Pool } from "pg";
import type { DurableEnvelope } from "#contract/events.ts";
import type { NewRoom } from "#server/domain/store.ts";
import { refuseFull } from "./full-people.ts";
import { Prisma as PrismaTypes } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";

const firstSeq = 1;

export const createCreateRoom =
  (pool: Pool, prisma: Prisma) =>
  async ({ members, ...header }: NewRoom, actorId: string): Promise<DurableEnvelope | null> => {
    await refuseFull(
      pool,
      members.map(({ userId }) => userId),
    );
    const people = members.map((member) => ({
      ...member,
      changedSeq: firstSeq,
      joinedSeq: firstSeq,
      lastReadSeq: firstSeq,
    }));
    const createdAt = new Date();
    const { id: roomId, slug, name, topic, kind, history } = header;
    const event: DurableEnvelope = {
      v: 1,
      type: "event",
      event: "room.created",
      roomId,
      seq: firstSeq,
      timestamp: createdAt.toISOString(),
      actorId,
      payload: {
        room: {
          roomId,
          slug: slug ?? "",
          name,
          topic,
          kind,
          history,
          createdAt: createdAt.toISOString(),
          createdBy: actorId,
          head: firstSeq,
          changedSeq: firstSeq,
        },
        members: members.map((member) => ({ ...member, roomId, changedSeq: firstSeq, joinedSeq: firstSeq })),
      },
    };
    try {
      await prisma.$transaction([
        prisma.room.create({
          data: {
            ...header,
            head: firstSeq,
            changedSeq: firstSeq,
            createdAt,
            createdById: actorId,
            memberships: { createMany: { data: people } },
          },
        }),
        prisma.$executeRaw`SELECT deliver_event(${JSON.stringify(event)}::jsonb)`,
      ]);
      return event;
    } catch (error) {
      // Someone else took the slug, or began to talk with the same people, in the meantime.
      if (error instanceof PrismaTypes.PrismaClientKnownRequestError && error.code === "P2002") return null;
      throw error;
    }
  };

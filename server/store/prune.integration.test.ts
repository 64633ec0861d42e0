import { afterAll, expect, test } from "vitest";
import { newId } from "#server/domain/ids.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { createWorld } from "#test/support/world.ts";
import { prune } from "./prune.ts";

const database = await createTestDatabase();
const world = await createWorld(database.url);
afterAll(() => world.close());

test("ENV-5: a key is kept for 7 days; what has served its time goes, in any number", async () => {
  const ada = await world.person();
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const key = (requestId: string, createdAt: Date) => ({
    userId: ada.id,
    requestId,
    digest: new Uint8Array(32),
    seq: 1n,
    createdAt,
  });
  await world.prisma.requestKey.createMany({
    data: [
      key("today", new Date()),
      key("a week", daysAgo(7)),
      ...Array.from({ length: 6_000 }, (_, n) => key(`old ${n}`, daysAgo(9))),
    ],
  });
  await world.prisma.usedTicket.createMany({
    data: [daysAgo(1), daysAgo(-1)].map((expiresAt) => ({ jti: newId(), expiresAt })),
  });
  const session = (expiresAt: Date) => ({ id: newId(), userId: ada.id, userAgent: "test", expiresAt });
  await world.prisma.session.createMany({ data: [session(daysAgo(2)), session(daysAgo(-2))] });
  expect(await prune(world.pool)).toEqual({ requestKeys: 6_000, usedTickets: 1, sessions: 1 });
  expect(
    (await world.prisma.requestKey.findMany({ select: { requestId: true } })).map(({ requestId }) => requestId).sort(),
  ).toEqual(["a week", "today"]);
  expect(await prune(world.pool)).toEqual({ requestKeys: 0, usedTickets: 0, sessions: 0 });
});

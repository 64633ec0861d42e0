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
  const hash = () => Buffer.from(newId());
  const token = (revokedAt: Date | null) => ({ id: newId(), userId: ada.id, name: "bot", hash: hash(), revokedAt });
  await world.prisma.accessToken.createMany({ data: [token(null), token(daysAgo(29)), token(daysAgo(31))] });
  const invite = (expiresAt: Date, revokedAt: Date | null = null) => ({
    id: newId(),
    workspaceId: world.workspaceId,
    createdById: ada.id,
    hash: hash(),
    role: "member" as const,
    expiresAt,
    revokedAt,
  });
  await world.prisma.invite.createMany({
    data: [invite(daysAgo(-1)), invite(daysAgo(29)), invite(daysAgo(31)), invite(daysAgo(-1), daysAgo(31))],
  });
  const reset = (expiresAt: Date) => ({ id: newId(), userId: ada.id, hash: hash(), expiresAt });
  await world.prisma.passwordReset.createMany({ data: [reset(daysAgo(29)), reset(daysAgo(31))] });
  await world.pool.query(
    `INSERT INTO deliveries (workspace_id, line, event, payload, state, died_at)
     SELECT $1, 'line', 'event', '{}', 'dead', now() - make_interval(days => n) FROM unnest(ARRAY[89, 91]) n`,
    [world.workspaceId],
  );
  expect(await prune(world.pool)).toEqual({
    requestKeys: 6_000,
    usedTickets: 1,
    sessions: 1,
    accessTokens: 1,
    invites: 2,
    passwordResets: 1,
    deadLetters: 1,
  });
  expect(
    (await world.prisma.requestKey.findMany({ select: { requestId: true } })).map(({ requestId }) => requestId).sort(),
  ).toEqual(["a week", "today"]);
  expect(Object.values(await prune(world.pool))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

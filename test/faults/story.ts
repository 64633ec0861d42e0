/** What each fault has in common: a server, three people who write while things break, and an audit at the end. */
import { afterAll, expect } from "vitest";
import type { MyRoom } from "#contract/entities.ts";
import { answered, type Colleague, gather, openOffice, welcome } from "../support/colleagues.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/wait.ts";
import { audit } from "./auditor.ts";
import { history, poster, talker } from "./crowd.ts";

export type Scene = {
  readonly server: TestServer;
  readonly room: MyRoom;
  readonly people: readonly [Colleague, Colleague, Colleague];
};

/** To be called at the top level of a file; the server stops after the file. */
export async function setScene(): Promise<Scene> {
  // The rate of one person's messages is not what these tests are about.
  const server = await startServer({ env: { LIMITS: "off" } });
  afterAll(() => server.stop());
  const anna = await openOffice(server);
  const people = [anna, await welcome(server, anna, "Bo"), await welcome(server, anna, "Cy")] as const;
  return { server, room: await gather(people), people };
}

/** Everyone writes while `trouble` happens; afterwards each has seen all, and so does a newcomer's client. */
export async function auditThrough(
  { server, room: { roomId }, people }: Scene,
  trouble: (moreWasSaid: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const [anna, bo, cy] = people;
  const before = await history(anna, roomId);
  const talkers = people.map((person) => talker(server, person, roomId));
  const program = poster(server, cy, roomId);
  const acknowledged = () => [...talkers.flatMap((one) => one.acknowledged()), ...program.acknowledged()];
  const moreWasSaid = () => {
    const enough = acknowledged().length + 30;
    return until("messages get through", () => acknowledged().length >= enough, 60_000);
  };
  const silence = talkers.map((one) => one.chatter(15));

  await moreWasSaid();
  await trouble(moreWasSaid);
  await moreWasSaid();

  await Promise.all([...silence.map((stop) => stop()), program.stop()]);
  await Promise.all(talkers.map((one) => one.settled()));
  const truth = await history(anna, roomId);
  const fresh = talker(server, bo, roomId);
  const seen = await Promise.all(
    [...talkers, fresh].map(async (one) => ({ who: one.name, messages: await one.everything(truth.head) })),
  );
  for (const one of [...talkers, fresh]) one.leave();

  const { members } = await answered(anna.rest("members.list", { params: { room: roomId } }));
  // Made and joined in one change, which took the first number; nobody edits here.
  const otherSeqs = new Set([1, ...members.map((member) => member.joinedSeq)]);
  expect(
    audit({
      acknowledged: acknowledged(),
      seen: [...seen, { who: "REST", messages: truth.messages }],
      otherSeqs,
      head: truth.head,
    }),
  ).toEqual([]);
  expect(truth.messages.length - before.messages.length).toBe(
    new Set(acknowledged().map(({ requestId }) => requestId)).size,
  );
}

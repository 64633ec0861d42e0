/** Somebody on the same node, on every transport, who has to notice nothing of what another does there. */
import { afterAll, afterEach, expect } from "vitest";
import { isDurable } from "#contract/events.ts";
import type { TestNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom } from "#test/support/rest.ts";
import { say, withText } from "./facts.ts";
import { transports } from "./transports.ts";

/** Who may misbehave, in a room with the bystanders; after each test these hear the next message, and nothing besides. */
export async function withBystanders(node: TestNode): Promise<Person> {
  const { bo, mal } = await people(node, { bo: "member", mal: "member" });
  const { roomId } = await makeRoom(node, bo, [mal]);
  const bystanders = await Promise.all(transports.map((transport) => transport.openUntidy(node, { token: bo.token })));
  const heard = () => bystanders.map(({ events }) => events.filter(isDurable).length);
  afterAll(() => Promise.all(bystanders.map((one) => one.close())));
  afterEach(async () => {
    const [speaker] = bystanders;
    if (!speaker) throw new Error("nobody stands by");
    const before = heard();
    const text = crypto.randomUUID();
    await say(speaker, roomId, text);
    await Promise.all(bystanders.map((one) => one.change(withText(text))));
    expect(heard()).toEqual(before.map((count) => count + 1));
  });
  return mal;
}

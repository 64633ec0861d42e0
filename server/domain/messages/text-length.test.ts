import { expect, test } from "vitest";
import { createDomain } from "../create-domain.ts";
import type { Broker } from "../ports.ts";
import type { Store } from "../store.ts";

const actor = { id: "a", workspaceId: "w", name: "Ada", role: "member", bot: false } as const;

/** Whoever gets as far as the store was not refused by length. */
const reached = new Error("reached the store");
const nowhere = new Proxy({}, { get: () => () => Promise.reject(reached) });

test("section 9: an operator may allow shorter messages than the protocol does, edits included", async () => {
  const domain = createDomain(nowhere as Store, nowhere as Broker, { textLength: 10 });
  const send = (text: string) =>
    domain.dispatch(actor, { action: "sendMessage", requestId: "r", roomId: "room", payload: { text } });
  const edit = (text: string) =>
    domain.dispatch(actor, { action: "editMessage", requestId: "r", roomId: "room", payload: { seq: 1, text } });
  for (const say of [send, edit]) {
    await expect(say("x".repeat(11))).rejects.toMatchObject({ code: "invalidPayload" });
    await expect(say("x".repeat(10))).rejects.toThrow(reached);
  }
});

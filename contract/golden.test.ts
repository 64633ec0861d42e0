/** Frames as version 1 was first spoken. They must decode for ever: add to them, never change one. */
import { expect, test } from "vitest";
import { payloadSchemas, resultSchemas } from "./commands.ts";
import { decode, replySchema, serverFrameSchema } from "./envelope.ts";
import { durableEvents, eventSchema, plainEventSchemas } from "./events.ts";
import commands from "./golden/commands.v1.json" with { type: "json" };
import events from "./golden/events.v1.json" with { type: "json" };
import replies from "./golden/replies.v1.json" with { type: "json" };

test("ENV-1: there is a golden frame of every action, and each decodes", () => {
  expect(Object.keys(commands).sort()).toEqual(Object.keys(payloadSchemas).sort());
  for (const [action, frame] of Object.entries(commands)) {
    const decoded = decode(JSON.stringify(frame));
    expect(decoded).toMatchObject({ ok: true, command: { action, requestId: "req_10293", payload: frame.payload } });
  }
});

test("ENV-3: there is a golden frame of every event, and each decodes to itself", () => {
  expect(Object.keys(events).sort()).toEqual([...durableEvents, ...Object.keys(plainEventSchemas)].sort());
  for (const frame of Object.values(events)) expect(eventSchema.parse(frame)).toEqual(frame);
});

test("ENV-2: golden replies decode, a sync's result among them", () => {
  for (const frame of Object.values(replies)) expect(replySchema.parse(frame)).toEqual(frame);
  expect(resultSchemas.sync.parse(replies.sync.payload)).toEqual(replies.sync.payload);
});

test("ENV-4: unknown fields are ignored in both directions", () => {
  expect(decode({ ...commands.ping, novelty: 1, payload: { novelty: 2 } })).toMatchObject({ ok: true });
  const frame = { ...events.typing, novelty: 1 };
  expect(serverFrameSchema.parse(frame)).toEqual(events.typing);
});

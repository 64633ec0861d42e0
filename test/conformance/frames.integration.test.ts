/** Whatever somebody sends gets the right answer, and nobody else notices. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isDurable } from "#contract/events.ts";
import { startNode } from "#test/support/node.ts";
import { type Person, people } from "#test/support/people.ts";
import { makeRoom, rest } from "#test/support/rest.ts";
import type { Client } from "./clients/client.ts";
import { changedOf, codeOf, say, withText } from "./facts.ts";
import { closeAfterEach, connect, transports } from "./transports.ts";

const node = await startNode();
closeAfterEach();

/** Mallory is a member of `roomId`, where bo speaks and watches; everything else is somebody else's. */
type Scene = {
  mallory: Person;
  roomId: string;
  /** Of bo's messages in it: one that stands, one that was deleted. */
  standing: number;
  deleted: number;
  privateId: string;
  foreignId: string;
  archivedId: string;
  othersTicket: string;
};

type Row = readonly [
  name: string,
  /** The frame's text. */
  frame: (scene: Scene) => string,
  /** An error code, or "ok". */
  expected: string,
];

const command = (action: string, payload: unknown, roomId?: string, requestId: string = crypto.randomUUID()) =>
  JSON.stringify({ v: 1, action, requestId, roomId, payload });
const send = (payload: unknown) => (scene: Scene) => command("sendMessage", payload, scene.roomId);
const inRoom = (action: string, payload: unknown) => (scene: Scene) => command(action, payload, scene.roomId);
const fixed = (text: string) => () => text;
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const keyed = (requestId: unknown) => fixed(JSON.stringify({ action: "ping", requestId }));
const version = (v: unknown) => fixed(JSON.stringify({ v, action: "ping", requestId: "r1" }));

const rows: readonly Row[] = [
  ["a text that is no JSON", fixed("hello"), "badEnvelope"],
  ["an empty text", fixed(""), "badEnvelope"],
  ["half a JSON object", fixed('{"action":"ping","requestId":"r1"'), "badEnvelope"],
  ["two JSON objects", fixed('{"action":"ping","requestId":"a"}{"action":"ping","requestId":"b"}'), "badEnvelope"],
  ["a number", fixed("42"), "badEnvelope"],
  ["a string", fixed('"ping"'), "badEnvelope"],
  ["true", fixed("true"), "badEnvelope"],
  ["null", fixed("null"), "badEnvelope"],
  ["an empty array", fixed("[]"), "badEnvelope"],
  ["an array of commands", fixed('[{"action":"ping","requestId":"r1"}]'), "badEnvelope"],
  ["an empty object", fixed("{}"), "badEnvelope"],
  ["10,000 arrays in each other", fixed(deep(10_000)), "badEnvelope"],
  ["no requestId", fixed('{"action":"ping"}'), "badEnvelope"],
  ["an empty requestId", keyed(""), "badEnvelope"],
  ["a requestId of 65 characters", keyed("x".repeat(65)), "badEnvelope"],
  ["a requestId of 64 characters", keyed("x".repeat(64)), "ok"],
  ["a number as requestId", keyed(7), "badEnvelope"],
  ["null as requestId", keyed(null), "badEnvelope"],
  ["an object as requestId", keyed({}), "badEnvelope"],
  ["a requestId with a NUL", keyed("a\u0000b"), "badEnvelope"],
  ["a requestId with a lone surrogate", keyed("\ud800"), "badEnvelope"],
  ["version 0", version(0), "unsupportedVersion"],
  ["version 2", version(2), "unsupportedVersion"],
  ["version 1.5", version(1.5), "unsupportedVersion"],
  ["a version that is a text", version("1"), "badEnvelope"],
  ["a version that is null", version(null), "badEnvelope"],
  ["no action", fixed('{"requestId":"r1"}'), "badEnvelope"],
  ["an empty action", fixed(command("", {})), "badEnvelope"],
  ["a number as action", fixed('{"action":1,"requestId":"r1"}'), "badEnvelope"],
  ["an action of 65 characters", fixed(command("x".repeat(65), {})), "badEnvelope"],
  ["an unknown action", fixed(command("deleteEverything", {})), "unknownAction"],
  ["an action in the wrong case", fixed(command("Ping", {})), "unknownAction"],
  ["the action __proto__", fixed(command("__proto__", {})), "unknownAction"],
  ["the action constructor", fixed(command("constructor", {})), "unknownAction"],
  ["the action toString", fixed(command("toString", {})), "unknownAction"],
  ["the action hasOwnProperty", fixed(command("hasOwnProperty", {})), "unknownAction"],
  ["the operator's $connect", fixed(command("$connect", {})), "unknownAction"],
  ["an event, as if from the server", fixed('{"v":1,"type":"event","event":"closing","payload":{}}'), "badEnvelope"],
  ["a reply, as if from the server", fixed('{"v":1,"type":"reply","requestId":"r1","ok":true}'), "badEnvelope"],
  ["__proto__ among the envelope's keys", fixed('{"__proto__":{"action":"ping"},"requestId":"r1"}'), "badEnvelope"],
  ["a payload that is an array", inRoom("sendMessage", ["text"]), "invalidPayload"],
  ["a payload that is a text", inRoom("sendMessage", "text"), "invalidPayload"],
  ["a payload that is a number", inRoom("sendMessage", 5), "invalidPayload"],
  ["no payload", inRoom("sendMessage", undefined), "invalidPayload"],
  [
    "a text inherited from __proto__",
    ({ roomId }) =>
      `{"action":"sendMessage","requestId":"r1","roomId":"${roomId}","payload":{"__proto__":{"text":"inherited"}}}`,
    "invalidPayload",
  ],
  ["constructor among the payload's keys", inRoom("setTyping", { constructor: { prototype: {} } }), "invalidPayload"],
  [
    "10,000 objects in each other in an unknown field",
    ({ roomId }) =>
      `{"action":"setTyping","requestId":"r1","roomId":"${roomId}","payload":{"typing":false,"x":${deep(10_000)}}}`,
    "ok",
  ],
  ["an empty text", send({ text: "" }), "invalidPayload"],
  ["white space as text", send({ text: " \n\t\u00a0" }), "invalidPayload"],
  ["a text of 8,001 units", send({ text: "x".repeat(8_001) }), "invalidPayload"],
  ["a text of 4,001 emoji", send({ text: "🎉".repeat(4_001) }), "invalidPayload"],
  ["a NUL in the text", send({ text: "a\u0000b" }), "invalidPayload"],
  ["a lone surrogate in the text", send({ text: "a\ud800b" }), "invalidPayload"],
  ["a number as text", send({ text: 5 }), "invalidPayload"],
  ["an object as text", send({ text: { toString: "x" } }), "invalidPayload"],
  ["an attachment that nobody uploaded", send({ text: "x", attachments: [{ id: "1", name: "x" }] }), "invalidPayload"],
  ["eleven attachments", send({ text: "x", attachments: Array(11).fill({ id: "1", name: "x" }) }), "invalidPayload"],
  ["a negative seq", inRoom("deleteMessage", { seq: -1 }), "invalidPayload"],
  ["a fraction as seq", inRoom("deleteMessage", { seq: 1.5 }), "invalidPayload"],
  ["a seq of 2^53", inRoom("deleteMessage", { seq: 2 ** 53 }), "invalidPayload"],
  ["a text as seq", inRoom("deleteMessage", { seq: "2" }), "invalidPayload"],
  ["a seq of 2^53 - 1", inRoom("deleteMessage", { seq: 2 ** 53 - 1 }), "notFound"],
  ["the seq 0", inRoom("addReaction", { seq: 0, emoji: "👍" }), "notFound"],
  [
    "an infinite seq",
    ({ roomId }) => command("deleteMessage", { seq: 0 }, roomId).replace(":0}", ":1e999}"),
    "invalidPayload",
  ],
  ["an emoji of 65 characters", inRoom("addReaction", { seq: 2, emoji: "x".repeat(65) }), "invalidPayload"],
  ["an emoji with a line break", inRoom("addReaction", { seq: 2, emoji: "a\nb" }), "invalidPayload"],
  ["typing that is a text", inRoom("setTyping", { typing: "yes" }), "invalidPayload"],
  ["a presence that does not exist", fixed(command("setPresence", { status: "offline" })), "invalidPayload"],
  ["cursors that are an array", fixed(command("sync", { cursors: [1] })), "invalidPayload"],
  ["a cursor that is negative", fixed(command("sync", { cursors: { x: -1 } })), "invalidPayload"],
  ["cursors of rooms that do not exist", fixed(command("sync", { cursors: { x: 1, __proto__: 2 } })), "ok"],
  ["a moment that is none", fixed(command("sync", { usersSince: "yesterday" })), "invalidPayload"],
  ["a send without a room", fixed(command("sendMessage", { text: "x" })), "invalidPayload"],
  ["a number as roomId", fixed('{"action":"joinRoom","requestId":"r1","roomId":5}'), "badEnvelope"],
  ["an array as roomId", fixed('{"action":"joinRoom","requestId":"r1","roomId":["a"]}'), "badEnvelope"],
  ["a roomId of 81 characters", fixed(command("joinRoom", {}, "x".repeat(81))), "badEnvelope"],
  ["a room that does not exist", fixed(command("sendMessage", { text: "x" }, "nowhere")), "notFound"],
  ["SQL as roomId", fixed(command("joinRoom", {}, "' OR 1=1 --")), "notFound"],
  ["a NUL as roomId", fixed(command("joinRoom", {}, "a\u0000")), "notFound"],
  ["sending to a private room", ({ privateId }) => command("sendMessage", { text: "x" }, privateId), "notFound"],
  ["sending to a private room by its slug", fixed(command("sendMessage", { text: "x" }, "boardroom")), "notFound"],
  ["joining a private room", ({ privateId }) => command("joinRoom", {}, privateId), "notFound"],
  ["reading a private room", ({ privateId }) => command("markRead", { seq: 1 }, privateId), "notFound"],
  ["typing in a private room", ({ privateId }) => command("setTyping", { typing: true }, privateId), "notFound"],
  ["another workspace's room", ({ foreignId }) => command("joinRoom", {}, foreignId), "notFound"],
  ["another workspace's message", ({ foreignId }) => command("deleteMessage", { seq: 2 }, foreignId), "notFound"],
  ["another's message, edited", (s) => command("editMessage", { seq: s.standing, text: "x" }, s.roomId), "forbidden"],
  ["another's message, deleted", (s) => command("deleteMessage", { seq: s.standing }, s.roomId), "forbidden"],
  ["a deleted message, edited", (s) => command("editMessage", { seq: s.deleted, text: "x" }, s.roomId), "conflict"],
  [
    "a deleted message, reacted to",
    (s) => command("addReaction", { seq: s.deleted, emoji: "x" }, s.roomId),
    "conflict",
  ],
  ["a reply to a message that is none", inRoom("sendMessage", { text: "x", threadSeq: 1 }), "notFound"],
  ["an archived room", ({ archivedId }) => command("sendMessage", { text: "x" }, archivedId), "conflict"],
  ["a used key with another text", (s) => command("sendMessage", { text: "other" }, s.roomId, "used"), "conflict"],
  ["a used key with another action", (s) => command("leaveRoom", {}, s.roomId, "used"), "conflict"],
  ["somebody else's ticket", ({ othersTicket }) => command("extendSession", { ticket: othersTicket }), "forbidden"],
  ["a forged ticket", fixed(command("extendSession", { ticket: "e30.e30.e30" })), "unauthenticated"],
  [
    "a ticket without a signature",
    ({ othersTicket }) => command("extendSession", { ticket: `${othersTicket.split(".").slice(0, 2).join(".")}.` }),
    "unauthenticated",
  ],
  ["an empty ticket", fixed(command("extendSession", { ticket: "" })), "invalidPayload"],
];

test("the table is as long as it promises", () => {
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(new Set(rows.map(([name, frame]) => name + String(frame))).size).toBe(rows.length);
});

describe.each(transports)("$name", (transport) => {
  let scene: Scene;
  let bystander: Client;

  beforeAll(async () => {
    const { mallory, bo } = await people(node, { mallory: "member", bo: "member" });
    const { stranger } = await people(node, { stranger: "owner" });
    const { roomId } = await makeRoom(node, bo, [mallory]);
    bystander = await transport.openUntidy(node, { token: bo.token });
    const standing = await say(bystander, roomId, "standing");
    const deleted = await say(bystander, roomId, "deleted");
    await bystander.command("deleteMessage", { seq: deleted }, { roomId });
    const first = { text: "the first", requestId: "used" };
    await rest(node, mallory, "messages.create", { at: { room: roomId }, body: first });
    const archived = await makeRoom(node, bo, [mallory]);
    await rest(node, bo, "rooms.update", { at: { room: archived.roomId }, body: { archived: true } });
    scene = {
      mallory,
      roomId,
      standing,
      deleted,
      privateId: (await makeRoom(node, bo, [], { kind: "private", slug: "boardroom" })).roomId,
      foreignId: (await makeRoom(node, stranger)).roomId,
      archivedId: archived.roomId,
      othersTicket: (await rest(node, bo, "tickets.create")).ticket,
    };
    await bystander.change(withText("the first"));
  });
  afterAll(() => bystander.close());

  test.each(rows)("%s: $2", async (_, frame, expected) => {
    const before = bystander.events.filter(isDurable).length;
    const attacker = await connect(transport, node, scene.mallory);
    const reply = await attacker.sendRaw(frame(scene));
    expect(codeOf(reply) ?? "ok").toBe(expected);
    // The connection itself goes on.
    expect(codeOf(await attacker.command("ping"))).toBeUndefined();

    const text = crypto.randomUUID();
    const { seq } = changedOf(await bystander.command("sendMessage", { text }, { roomId: scene.roomId }));
    await bystander.change((event) => event.roomId === scene.roomId && event.seq === seq);
    // Not one event more than its own.
    expect(bystander.events.filter(isDurable).length).toBe(before + 1);
    expect(bystander.events.filter(({ event }) => event === "hello" || event === "closing")).toHaveLength(1);
  });
});

import { expect, test } from "vitest";
import { closeCodes, closeTable } from "./close-codes.ts";
import { decode } from "./envelope.ts";
import { errorCodes, errorTable } from "./errors.ts";

const command = { action: "sendMessage", requestId: "r1", roomId: "engineering", payload: { text: "Hello" } };
const refused = (frame: unknown) => {
  const decoded = decode(frame);
  return decoded.ok || decoded.unknown ? decoded : [decoded.error.code, decoded.requestId];
};

test("ENV-1: v and timestamp may be absent, requestId may not", () => {
  expect(decode(command)).toMatchObject({ ok: true });
  expect(refused({ ...command, requestId: undefined })).toEqual(["badEnvelope", null]);
  expect(refused({ ...command, requestId: "" })).toEqual(["badEnvelope", null]);
  expect(refused({ ...command, requestId: "x".repeat(65) })).toEqual(["badEnvelope", null]);
});

test("ENV-4: no envelope, another version, an unknown action are told apart, with the requestId where one could be read", () => {
  for (const frame of ["", "{", "null", "[]", "1", '"text"', undefined, {}, []])
    expect(refused(frame)).toEqual(["badEnvelope", null]);
  expect(refused({ requestId: "r1" })).toEqual(["badEnvelope", "r1"]);
  expect(refused({ ...command, v: 2 })).toEqual(["unsupportedVersion", "r1"]);
  expect(refused({ v: 2, kind: "something of the future" })).toEqual(["unsupportedVersion", null]);
  for (const action of ["dance", "__proto__", "constructor", "toString"])
    expect(decode({ ...command, action })).toMatchObject({ ok: false, unknown: { action } });
});

test("section 8: a payload that does not fit is invalidPayload, with the path of each issue", () => {
  const bad: unknown[] = [
    { text: "" },
    { text: "   " },
    { text: "x".repeat(8001) },
    { text: "nul\u0000" },
    { text: "\ud800" },
    { text: 1 },
    { text: "x", threadSeq: -1 },
    { text: "x", threadSeq: 1.5 },
    [],
    "text",
  ];
  for (const payload of bad) expect(refused({ ...command, payload })).toEqual(["invalidPayload", "r1"]);
  expect(refused({ ...command, roomId: undefined })).toEqual(["invalidPayload", "r1"]);
  expect(decode({ ...command, payload: { text: "x".repeat(8000) } })).toMatchObject({ ok: true });
});

test("section 7: a reaction is one emoji or the short name of one", () => {
  const react = (emoji: string) => decode({ ...command, action: "addReaction", payload: { seq: 1, emoji } });
  for (const emoji of ["👍", "👍🏽", "❤️", "👩‍👩‍👧", "🇸🇪", "1️⃣", ":tada:", "+1"])
    expect(react(emoji), emoji).toMatchObject({ ok: true });
  for (const emoji of ["", "👍👍", "<b>", "a".repeat(41), "two words", "👍\u0000", "\ud83d"])
    expect(refused({ ...command, action: "addReaction", payload: { seq: 1, emoji } }), emoji).toEqual([
      "invalidPayload",
      "r1",
    ]);
});

test("section 8: the tables are whole", () => {
  expect(Object.keys(errorTable).sort()).toEqual([...errorCodes].sort());
  expect(Object.keys(closeTable).map(Number).sort()).toEqual([...closeCodes].sort());
  for (const info of Object.values(errorTable)) expect(info.http).toBeGreaterThanOrEqual(400);
});

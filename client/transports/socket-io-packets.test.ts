import { expect, test } from "vitest";
import { connect, emit, readPacket } from "./socket-io-packets.ts";

test("FB-1: the packets of Socket.IO's server are read", () => {
  const open = `0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":50000,"maxPayload":1000000}`;
  expect(readPacket(open)).toEqual({ kind: "open", silenceMs: 75_000 });
  expect(readPacket("2")).toEqual({ kind: "ping" });
  expect(readPacket(`40{"sid":"b"}`)).toEqual({ kind: "connected" });
  expect(readPacket(`42["frame",{"text":"two\\nlines"}]`)).toEqual({
    kind: "event",
    name: "frame",
    data: { text: "two\nlines" },
  });
  expect(readPacket(`4312[{"ok":true}]`)).toEqual({ kind: "answer", id: 12, data: { ok: true } });
  for (const text of ["1", "41", `44{"message":"Sign in first","data":{"code":"unauthenticated"}}`])
    expect(readPacket(text)).toEqual({ kind: "end" });
});

test("FB-1: what is no packet of these is noticed", () => {
  for (const text of ["", "7", "0", "0{}", "42", "42{}", "42[", "451-[]", "<html>"])
    expect(() => readPacket(text), text).toThrow();
});

test("FB-1: packets are written as Socket.IO's server reads them", () => {
  expect(connect({})).toBe("40{}");
  expect(connect({ ticket: "t" })).toBe(`40{"ticket":"t"}`);
  expect(emit(7, "frame", { action: "ping" })).toBe(`427["frame",{"action":"ping"}]`);
});

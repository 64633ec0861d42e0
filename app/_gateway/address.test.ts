import { expect, test } from "vitest";
import { messagePath, roomPath } from "./address.ts";
import { parseAddress } from "./parse-address.ts";

const room = { slug: "café & co", roomId: "0193f2a0-0000-7000-8000-000000000001" };

test("a room's address, and the permalink of a message, lead to what they name", () => {
  expect(parseAddress(roomPath(room))).toEqual({ screen: "room", room: "café & co" });
  expect(parseAddress(messagePath(room, 42))).toEqual({ screen: "room", room: "café & co", seq: 42 });
  expect(parseAddress(messagePath({ ...room, slug: "" }, 7))).toEqual({ screen: "room", room: room.roomId, seq: 7 });
});

test("what is no message's number leads nowhere in a room", () => {
  for (const path of [
    "/r/general/0",
    "/r/general/x",
    "/r/general/1.5",
    "/r/general/1/2",
    "/r/general/9999999999999999",
  ])
    expect(parseAddress(path)).toEqual({ screen: "home" });
  expect(parseAddress("/r/%E0")).toEqual({ screen: "room", room: "%E0" });
});

/** What I choose on one device shows on all of them, whatever the order in which answers and events come. */
import { expect, test } from "vitest";
import { defaultPreferences } from "#contract/default-preferences.ts";
import { createGatewayClient } from "./gateway-client.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { post, rename } from "./testing/model-rooms.ts";
import { ModelServer } from "./testing/model-server.ts";

const chosen = { notify: "nothing", muted: true, favourite: true } as const;

async function scene() {
  const clock = fakeClock();
  const server = new ModelServer(clock);
  const [me, other] = [server.addUser(), server.addUser()];
  const room = server.addRoom(me, other);
  const { roomId } = room.header;
  const device = async () => {
    const link = server.openLink(me);
    const client = createGatewayClient({
      baseUrl: "http://model",
      fetch: server.fetch(me),
      clock,
      random: () => 0.5,
      ways: { websocket: link, sse: link, polling: link },
      timings: { idlePingMs: 1e9 },
    });
    client.start();
    await clock.advance(1_000);
    return { ...client, preferences: () => client.rooms.get().get(roomId)?.room.preferences };
  };
  return { clock, server, me, other, room, roomId, device };
}

test("preferences chosen on one device show on the other, and stay when the room is renamed", async () => {
  const { clock, server, other, room, roomId, device } = await scene();
  const [phone, laptop] = [await device(), await device()];
  expect(laptop.preferences()).toEqual(defaultPreferences("public"));
  const answer = phone.setPreferences(roomId, chosen);
  await clock.advance(100);
  expect(await answer).toEqual({ ok: true });
  server.publish(room, rename(room, other, "Another name"));
  await clock.advance(100);
  for (const one of [phone, laptop]) {
    expect(one.preferences()).toEqual(chosen);
    expect(one.rooms.get().get(roomId)?.room.name).toBe("Another name");
  }
});

test("a device that was away takes over what was chosen meanwhile, also a return to the default", async () => {
  const { clock, server, me, room, device } = await scene();
  const laptop = await device();
  const away = async (choose: () => void) => {
    server.reachable = false;
    server.cut();
    choose();
    await clock.advance(100);
    server.reachable = true;
    await clock.advance(60_000);
  };
  await away(() => server.choose(room, me, chosen));
  expect(laptop.preferences()).toEqual(chosen);
  await away(() => room.preferences.clear());
  expect(laptop.preferences()).toEqual(defaultPreferences("public"));
});

test("an answer that was long on its way does not undo what another device chose meanwhile", async () => {
  const { clock, server, me, room, roomId, device } = await scene();
  const phone = await device();
  // The question, the event and the answer: only the answer takes its time.
  const delays = [0, 0, 500];
  server.delay = () => delays.shift() ?? 0;
  const answer = phone.setPreferences(roomId, { muted: true });
  await clock.advance(10);
  expect(phone.preferences()).toMatchObject({ muted: true });
  server.choose(room, me, { muted: false });
  await clock.advance(1_000);
  expect(await answer).toEqual({ ok: true });
  expect(phone.preferences()).toMatchObject({ muted: false });
});

test("marking all read empties the counters of every room on every device", async () => {
  const { clock, server, other, room, roomId, device } = await scene();
  const [phone, laptop] = [await device(), await device()];
  server.publish(room, post(room, other, "news", "r1"));
  await clock.advance(100);
  expect(laptop.rooms.get().get(roomId)?.unread).toBe(1);
  const answer = phone.markAllRead();
  await clock.advance(100);
  expect(await answer).toEqual({ ok: true });
  for (const one of [phone, laptop])
    expect(one.rooms.get().get(roomId)).toMatchObject({ unread: 0, lastReadSeq: room.header.head });
});

test("what is refused, or cannot be asked, is said and changes nothing", async () => {
  const { clock, server, roomId, device } = await scene();
  const phone = await device();
  const refused = phone.setPreferences("00000001-0000-4000-8000-000000000099", chosen);
  await clock.advance(100);
  expect(await refused).toMatchObject({ ok: false, error: { code: "notFound" } });
  server.reachable = false;
  const [unasked, unread] = [phone.setPreferences(roomId, chosen), phone.markAllRead()];
  await clock.advance(100);
  expect(await unasked).toMatchObject({ ok: false, error: { code: "timeout" } });
  expect(await unread).toMatchObject({ ok: false });
  expect(phone.preferences()).toEqual(defaultPreferences("public"));
});

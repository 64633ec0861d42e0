import { answered } from "#test/support/colleagues.ts";
import { command } from "./command.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

/** Everything that stands there, marks and reactions included. */
const wholeOf = async (window: Window) => ({
  title: await window.page.getByRole("heading", { level: 1 }).textContent(),
  members: await window.page.getByRole("button", { name: "Members and details" }).textContent(),
  lines: (await window.wholeLines()).map(({ seq, all }) => `${seq} ${all}`),
});

test("SYN-4: a laptop that slept through three hundred messages, edits, deletions and a rename shows what a fresh one shows", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Night shift" });
  const at = { params: { room: room.roomId } };
  const say = (text: string) => answered(anna.rest("messages.create", { ...at, body: { text } }));
  const act = (action: string, payload: object) =>
    command(bos.page.url(), anna, { action, roomId: room.roomId, payload });

  const bos = await visit(bo, room);
  const early: number[] = [];
  for (let n = 1; n <= 10; n++) early.push((await say(`evening ${n}`)).message.seq);
  await expect(bos.message("evening 10")).toBeVisible();
  await bos.warm();

  await bos.page.context().setOffline(true);
  await expect(bos.connection).toHaveAttribute("data-connection", "offline");
  await bos.write("said in my sleep");
  const seqs: number[] = [];
  for (let n = 1; n <= 300; n++) seqs.push((await say(`night ${n}`)).message.seq);
  for (const seq of [early[0], early[3], seqs[17], seqs[290]]) await act("editMessage", { seq, text: `edited ${seq}` });
  for (const seq of [early[1], seqs[18], seqs[291]]) await act("deleteMessage", { seq });
  for (const seq of [early[2], seqs[292]]) await act("addReaction", { seq, emoji: "🌙" });
  await answered(anna.rest("rooms.update", { ...at, body: { name: "Day shift" } }));
  const cy = await newcomer("Cy");
  await answered(anna.rest("members.put", { params: { room: room.roomId, userId: cy.id }, body: {} }));
  await bos.page.context().setOffline(false);

  await expect(bos.message("said in my sleep")).toHaveAttribute("data-delivery", "sent");
  const fresh = await visit(bo, room);
  await expect(fresh.message("said in my sleep")).toBeVisible();
  await expect(bos.page.getByRole("heading", { level: 1 })).toHaveText("Day shift");
  for (const window of [bos, fresh]) await window.unroll();
  let wanted = await wholeOf(fresh);
  await expect(async () => {
    wanted = await wholeOf(fresh);
    expect(wanted.lines).toHaveLength(311);
  }).toPass();
  await expect.poll(() => wholeOf(bos)).toEqual(wanted);
});

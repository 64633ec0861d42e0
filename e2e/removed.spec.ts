import { answered, type Colleague } from "#test/support/colleagues.ts";
import { expect, gather, test } from "./story.ts";

test("SEQ-7: who is removed from a room reads no further, in an open window or a new one", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Board", kind: "private" });
  const lobby = await gather([anna, bo], { name: "Lobby" });
  const [annas, bos] = [await visit(anna, room), await visit(bo, room)];
  await annas.write("Before");
  await expect(bos.message("Before")).toBeVisible();
  await bos.box.fill("what I was about to say");

  await annas.page.getByRole("button", { name: "Members and details" }).click();
  await annas.page.getByRole("button", { name: "Bo: actions" }).click();
  await annas.page.getByRole("menuitem", { name: "Remove from room" }).click();
  await annas.page.getByRole("alertdialog").getByRole("button", { name: "Remove from room" }).click();
  await expect(bos.page.getByRole("heading", { name: "You are no longer in Board" })).toBeVisible();
  await expect(bos.page.getByRole("link", { name: /^Board/ })).toHaveCount(0);

  await annas.write("After");
  await expect(annas.message("After")).toHaveAttribute("data-delivery", "sent");
  // What comes later over the same connection shows that "After" would have come by now.
  await say(anna, lobby.roomId, "In the lobby");
  await expect(bos.page.getByRole("link", { name: /^Lobby/ })).toHaveAccessibleName(/1 unread message/);
  await expect(bos.page.getByText("After", { exact: true })).toHaveCount(0);

  await bos.page.reload();
  await expect(bos.page.getByRole("heading", { name: "There is no such room" })).toBeVisible();

  // Back again, all is there, and so is what was typed.
  await answered(anna.rest("members.put", { params: { room: room.roomId, userId: bo.id }, body: {} }));
  await expect(bos.message("After")).toBeVisible();
  await expect(bos.box).toHaveValue("what I was about to say");
});

const say = ({ rest }: Colleague, room: string, text: string) =>
  answered(rest("messages.create", { params: { room }, body: { text } }));

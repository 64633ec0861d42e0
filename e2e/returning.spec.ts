/** Coming back to what one left: a room, an edit. */
import { fillPast } from "#test/support/archive.ts";
import { answered } from "#test/support/colleagues.ts";
import { Finger } from "./finger.ts";
import { goTo, roomLink, toList } from "./rooms.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";
import type { Window } from "./window.ts";

const sizes = { "on a wide screen": wide, "on a phone": phone };

for (const [where, size] of Object.entries(sizes)) {
  test.describe(where, () => {
    test("a room left while reading in its past opens on the newest again, and stands still there", async ({
      office,
      newcomer,
      visit,
    }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const archive = await gather([anna, bo], { name: "Archive", kind: "private" });
      await gather([anna, bo], { name: "Quay", kind: "private" });
      const seqs = await fillPast(office.server, archive, [anna], { count: 900 });
      const bos = await visit(bo, { ...archive, slug: `${archive.slug}/${seqs[299]}` }, size);
      await expect(bos.message("Line 300")).toBeInViewport();

      await goTo(bos.page, "Quay");
      await expect(bos.page.getByText("This is the beginning of Quay.")).toBeVisible();
      await answered(anna.rest("messages.create", { params: { room: archive.roomId }, body: { text: "Meanwhile" } }));
      await toList(bos.page);
      await expect(roomLink(bos.page, "Archive")).toHaveAccessibleName(/1 unread message$/);
      const pages: string[] = [];
      bos.page.on("request", (request) => {
        if (/messages\?.*(after|around)=/.test(request.url())) pages.push(request.url());
      });
      await goTo(bos.page, "Archive");
      await expect(bos.message("Meanwhile")).toBeInViewport();
      await expect(bos.page.locator("[data-new-line]")).toBeInViewport();
      await expect(bos.message("Line 900")).toBeInViewport();
      expect(pages).toEqual([]);
    });

    test("an edit that one was called away from is there again, also after a reload, and takes no focus by itself", async ({
      office,
      newcomer,
      visit,
    }) => {
      const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
      const archive = await gather([anna, bo], { name: "Archive", kind: "private" });
      await gather([anna, bo], { name: "Quay", kind: "private" });
      const seqs = await fillPast(office.server, archive, [bo, anna], { count: 600 });
      const [annas, bos] = [await visit(anna, archive, size), await visit(bo, archive, size)];
      const form = bos.page.getByRole("textbox", { name: "Edit your message" });
      await bos.write("Lunch at twelf");
      await expect(annas.message("Lunch at twelf")).toBeVisible();
      await edit(bos, "Lunch at twelf");
      await expect(form).toBeFocused();
      await form.fill("Lunch at twelve");

      await goTo(bos.page, "Quay");
      await expect(bos.page.getByText("This is the beginning of Quay.")).toBeVisible();
      await goTo(bos.page, "Archive");
      await expect(form).toHaveValue("Lunch at twelve");
      await expect(form).not.toBeFocused();
      await bos.page.reload();
      await expect(form).toHaveValue("Lunch at twelve");

      // Far away and back.
      const path = `/r/${archive.slug}`;
      await bos.page.evaluate((to) => history.pushState(null, "", to), `${path}/${seqs[99]}`);
      await expect(bos.message("Line 100")).toBeInViewport();
      await expect(form).toHaveCount(0);
      await bos.box.fill("Something else");
      await bos.page.getByRole("button", { name: /Jump to newest|new message/ }).click();
      await expect(form).toHaveValue("Lunch at twelve");
      await expect(form).not.toBeFocused();
      await answered(anna.rest("messages.create", { params: { room: archive.roomId }, body: { text: "One more" } }));
      await expect(bos.message("One more")).toBeVisible();
      await expect(form).not.toBeFocused();

      await bos.page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(annas.message("Lunch at twelve")).toContainText("(edited)");
      await expect(form).toHaveCount(0);
      await bos.page.reload();
      await expect(bos.message("Lunch at twelve")).toBeVisible();
      await expect(form).toHaveCount(0);

      // With nothing left of it one is asked whether to delete it.
      await edit(bos, "Lunch at twelve");
      await form.fill("");
      await bos.page.getByRole("button", { name: "Save", exact: true }).click();
      const question = bos.page.getByRole("alertdialog", { name: "Delete this message?" });
      await question.getByRole("button", { name: "Cancel" }).click();
      await expect(question).toHaveCount(0);
      await bos.page.getByRole("button", { name: "Save", exact: true }).click();
      await question.getByRole("button", { name: "Delete", exact: true }).click();
      await expect(annas.message("This message was deleted.")).toBeVisible();
      await expect(form).toHaveCount(0);
    });
  });
}

/** By its menu, or by holding it. */
async function edit(window: Window, text: string): Promise<void> {
  if (!(await window.page.evaluate(() => matchMedia("(pointer: coarse)").matches)))
    return window.act(text, "Edit message");
  const finger = new Finger(window.page);
  await finger.hold(window.message(text).getByText(text));
  const act = window.page.getByRole("dialog").getByRole("button", { name: "Edit message" });
  await expect(act).toBeVisible();
  await finger.up();
  await act.click();
}

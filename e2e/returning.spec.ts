/** Coming back to what one left. */
import { fillPast } from "#test/support/archive.ts";
import { answered } from "#test/support/colleagues.ts";
import { goTo, roomLink, toList } from "./rooms.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

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
  });
}

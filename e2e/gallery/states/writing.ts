/** The composer, and what happens to what was written. */
import { expect } from "@playwright/test";
import type { State } from "../state.ts";

export const writing: readonly State[] = [
  {
    name: "composer-lines",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.fill("Three things before we sail:\n\n1. the shackle\n2. the other shackle\n3. coffee");
    },
  },
  {
    name: "composer-mention",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.pressSequentially("@Pri");
      await stage.see(stage.page.getByRole("option", { name: stage.world.priya.name }));
    },
  },
  {
    name: "composer-over-the-limit",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.fill("Tack! Jibe! ".repeat(670).trim());
      await stage.see(stage.page.getByText(stage.t("composer.over", { n: 39 })));
    },
  },
  {
    name: "message-waiting",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.page.context().setOffline(true);
      await stage.write("Casting off in five minutes.");
      await expect(stage.page.locator('[data-delivery="sending"]')).toBeVisible();
      await expect(stage.connection).toHaveAttribute("data-connection", "offline");
    },
    leave: ({ page }) => page.context().setOffline(false),
  },
];

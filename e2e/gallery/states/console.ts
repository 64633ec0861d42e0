/** How the server does, and who is connected: the owner's. */
import { expect, type Stage } from "../stage.ts";
import type { State } from "../state.ts";

async function overview(stage: Stage): Promise<void> {
  await stage.open("/admin");
  await stage.see(stage.page.locator("canvas"));
  // What is counted, is counted from the second second on, and a busy server is told of late.
  const unknown = stage.page.getByRole("figure").nth(2).getByRole("cell", { name: "–" });
  await expect(unknown).toHaveCount(0, { timeout: 60_000 });
}

async function connections(stage: Stage): Promise<void> {
  await stage.open("/admin/connections");
  await stage.see(entry(stage));
}

const entry = ({ page, world }: Stage) =>
  page.getByRole("main").getByRole("button").filter({ hasText: world.mara.name }).first();

async function details(stage: Stage): Promise<void> {
  await connections(stage);
  await entry(stage).click();
  await stage.see(stage.page.getByRole("dialog"));
}

export const consoleStates: readonly State[] = [
  { name: "console-overview", enter: overview },
  {
    name: "console-overview-stale",
    async enter(stage) {
      await overview(stage);
      await stage.page.context().setOffline(true);
      await stage.see(stage.page.getByRole("alert"));
    },
    async leave({ page }) {
      await page.context().setOffline(false);
    },
  },
  { name: "console-connections", enter: connections },
  {
    name: "console-connections-none",
    async enter(stage) {
      await connections(stage);
      await stage.page.getByLabel(stage.t("admin.connections.search")).fill("qqq");
      await stage.see(stage.page.getByText(stage.t("admin.connections.none")));
    },
  },
  { name: "console-connection", enter: details },
  {
    name: "console-disconnect",
    async enter(stage) {
      await details(stage);
      await stage.page
        .getByRole("dialog")
        .getByRole("button", { name: stage.t("admin.connections.disconnect") })
        .click();
      await stage.see(stage.page.getByRole("alertdialog"));
    },
  },
];

/** Everything of one's own. */
import { answered } from "#test/support/colleagues.ts";
import { expect, type Stage } from "../stage.ts";
import type { State } from "../state.ts";

async function settings(stage: Stage): Promise<void> {
  await stage.open("/settings");
  await told(stage);
}

/** Until what the server is asked for has come. */
async function told(stage: Stage): Promise<void> {
  await stage.see(stage.page.getByText(stage.t("settings.thisDevice")));
  await stage.see(stage.page.getByText(stage.t("settings.emailIs", { email: stage.world.mara.email })));
}

const part = (name: "appearance" | "notifications" | "password" | "sessions" | "tokens"): State => ({
  name: `settings-${name}`,
  part: true,
  async enter(stage) {
    await stage.open(`/settings#${name}`);
    await told(stage);
    await expect(stage.page.locator(`#${name}`)).toBeInViewport();
  },
});

export const settingsStates: readonly State[] = [
  { name: "settings", enter: settings },
  {
    name: "settings-picture",
    async enter(stage) {
      await settings(stage);
      const picture = await stage.page.screenshot();
      await stage.page
        .locator("input[type=file]")
        .setInputFiles({ name: "deck.png", mimeType: "image/png", buffer: picture });
      await stage.see(stage.page.getByRole("dialog", { name: stage.t("picture.cropTitle") }));
    },
  },
  part("appearance"),
  part("notifications"),
  part("password"),
  part("sessions"),
  part("tokens"),
  {
    name: "settings-password-refused",
    async enter(stage) {
      await settings(stage);
      await stage.page.getByLabel(stage.t("settings.current")).fill("not it");
      await stage.page.getByLabel(stage.t("settings.next")).fill("halyard and sheet");
      await stage.press(stage.t("settings.changePassword"));
      await stage.see(stage.page.getByText(stage.t("errors.wrongPassword")));
    },
  },
  {
    name: "settings-token-once",
    async enter(stage) {
      await settings(stage);
      await stage.page.getByLabel(stage.t("settings.tokenName")).fill("Weather bot");
      await stage.press(stage.t("settings.makeToken"));
      await stage.see(stage.page.getByText(stage.t("settings.tokenOnce")));
    },
    async leave({ world }) {
      const { tokens } = await answered(world.mara.rest("tokens.list", {}));
      for (const { id, name } of tokens)
        if (name === "Weather bot") await answered(world.mara.rest("tokens.delete", { params: { id } }));
    },
  },
  {
    name: "settings-revoke",
    async enter(stage) {
      await settings(stage);
      await stage.press(stage.t("settings.revokeNamed", { name: "tests" }));
      await expect(stage.page.getByRole("alertdialog")).toBeVisible();
    },
  },
  {
    name: "settings-everywhere",
    async enter(stage) {
      await settings(stage);
      await stage.press(stage.t("settings.everywhere"));
      await expect(stage.page.getByRole("alertdialog")).toBeVisible();
    },
  },
];

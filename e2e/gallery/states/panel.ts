/** Beside the conversation: members and details. */
import type { Stage } from "../stage.ts";
import type { State } from "../state.ts";

async function panel(stage: Stage): Promise<void> {
  await stage.enter("rigging");
  await stage.page.getByRole("button", { name: stage.t("conversation.details") }).click();
  await stage.see(stage.button(stage.t("details.leave")));
  await stage.see(stage.page.getByRole("complementary").getByText(stage.world.priya.name));
}

async function asks(stage: Stage, button: string): Promise<void> {
  await panel(stage);
  await stage.press(button);
  await stage.see(stage.page.getByRole("alertdialog"));
}

export const panels: readonly State[] = [
  { name: "panel", enter: panel },
  {
    name: "panel-editing",
    async enter(stage) {
      await panel(stage);
      await stage.press(stage.t("details.edit"));
      await stage.see(stage.button(stage.t("common.save")));
    },
  },
  {
    name: "panel-adding-people",
    async enter(stage) {
      await panel(stage);
      await stage.press(stage.t("details.add"));
      await stage.see(stage.page.getByRole("dialog").getByText("Aiko Tanaka"));
    },
  },
  {
    name: "panel-member-menu",
    async enter(stage) {
      await panel(stage);
      await stage.press(stage.t("details.memberMenu", { name: stage.world.priya.name }));
      await stage.see(stage.page.getByRole("menu"));
    },
  },
  {
    name: "panel-removing",
    async enter(stage) {
      await panel(stage);
      await stage.press(stage.t("details.memberMenu", { name: stage.world.priya.name }));
      await stage.page.getByRole("menuitem", { name: stage.t("details.remove") }).click();
      await stage.see(stage.page.getByRole("alertdialog"));
    },
  },
  { name: "panel-leaving", enter: (stage) => asks(stage, stage.t("details.leave")) },
  { name: "panel-archiving", enter: (stage) => asks(stage, stage.t("details.archive")) },
];

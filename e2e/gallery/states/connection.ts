/** What the line is worth, as the person is told. */
import { answered } from "#test/support/colleagues.ts";
import { expect, type Stage } from "../stage.ts";
import type { State } from "../state.ts";

async function becomes(stage: Stage, state: string): Promise<void> {
  await expect(stage.connection).toHaveAttribute("data-connection", state);
  await stage.late(stage.connection);
}

/** Goes to a room without waiting for the line. */
const room = ({ page, world }: Stage) => page.goto(`/r/${world.rooms.rigging.slug}`);

const refuseStreams = ({ page }: Stage) => page.route("**/api/v1/events*", (route) => route.abort());

/** Sockets are led by this from the page's beginning on, and lead nowhere once the line is cut. */
async function loseLine(stage: Stage): Promise<void> {
  let cut = () => {};
  let open = true;
  await stage.page.routeWebSocket(/./, (socket) => {
    if (open) socket.connectToServer();
    cut = () => socket.close();
  });
  await stage.enter("rigging");
  open = false;
  await stage.page.route("**/api/v1/**", (route) => route.abort());
  await stage.refuseUpgrades();
  cut();
}

async function signedOut(stage: Stage): Promise<void> {
  await stage.open("/r/design");
  await answered(stage.world.ravi.rest("sessions.deleteAll", {}));
  await stage.see(stage.page.getByText(stage.t("auth.signedOut")));
}

export const connections: readonly State[] = [
  {
    name: "connection-connecting",
    async enter(stage) {
      await stage.page.routeWebSocket(/./, () => undefined);
      await stage.page.route("**/api/v1/**", () => undefined);
      await room(stage);
      await becomes(stage, "connecting");
    },
  },
  {
    name: "connection-fallback",
    async enter(stage) {
      await stage.refuseUpgrades();
      await room(stage);
      await becomes(stage, "sse");
    },
  },
  {
    name: "connection-polling",
    async enter(stage) {
      await stage.refuseUpgrades();
      await refuseStreams(stage);
      await room(stage);
      await becomes(stage, "polling");
    },
  },
  {
    name: "connection-reconnecting",
    async enter(stage) {
      await loseLine(stage);
      await becomes(stage, "reconnecting");
    },
  },
  {
    name: "connection-counting-down",
    async enter(stage) {
      await loseLine(stage);
      // The first pauses are too short to be read.
      await expect(stage.connection).toContainText(/[2-9]/);
      await stage.late(stage.connection);
    },
  },
  {
    name: "connection-offline",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.page.context().setOffline(true);
      await becomes(stage, "offline");
    },
    leave: ({ page }) => page.context().setOffline(false),
  },
  {
    name: "signed-out-elsewhere",
    as: "ravi",
    async enter(stage) {
      await signedOut(stage);
      await stage.see(stage.button(stage.t("auth.again")));
    },
    leave: async ({ world }) => world.forget(world.ravi),
  },
  {
    name: "signed-out-again",
    as: "ravi",
    async enter(stage) {
      await signedOut(stage);
      await stage.press(stage.t("auth.again"));
      await stage.see(stage.page.getByRole("dialog").getByLabel(stage.t("auth.email")));
    },
    leave: async ({ world }) => world.forget(world.ravi),
  },
];

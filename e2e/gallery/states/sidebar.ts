/** The sidebar, its menus, and what they open. */
import { answered } from "#test/support/colleagues.ts";
import { command } from "../../command.ts";
import { type Stage, touches } from "../stage.ts";
import type { State } from "../state.ts";

async function dialog(stage: Stage, button: string, exact = true): Promise<void> {
  await stage.sidebar();
  await stage.page.getByRole("button", { name: button, exact }).click();
  await stage.see(stage.page.getByRole("dialog"));
}

const prefer = ({ world }: Stage, room: string, body: { favourite?: boolean; muted?: boolean }) =>
  answered(world.mara.rest("preferences.update", { params: { room }, body }));

/** The list of all public rooms. */
const browse = /\/api\/v1\/rooms\?.*browse/;

async function roomMenu(stage: Stage): Promise<void> {
  const link = stage.page.getByRole("link", { name: "Harbour" });
  if (touches(stage.view)) await link.dispatchEvent("contextmenu");
  else {
    await link.hover();
    await stage.press(stage.t("sidebar.roomMenu", { name: "Harbour" }));
  }
  await stage.see(stage.page.getByRole("menu"));
}

export const sidebar: readonly State[] = [
  {
    name: "sidebar",
    only: "narrow",
    enter: (stage) => stage.sidebar(),
  },
  {
    name: "no-room-yet",
    as: "nele",
    async enter(stage) {
      await stage.open("/");
      if (stage.wide) await stage.see(stage.page.getByText(stage.t("home.emptyBody")));
      else await stage.see(stage.button(stage.t("sidebar.browse")));
    },
  },
  {
    name: "sidebar-unread",
    async enter(stage) {
      const { world } = stage;
      const say = (room: string, text: string) =>
        answered(world.tomas.rest("messages.create", { params: { room }, body: { text } }));
      await stage.sidebar();
      await say("harbour", "Anyone near the phone?");
      await say("engineering", `<@${world.mara.id}> the build is green again.`);
      await stage.see(stage.page.getByRole("link", { name: /Engineering.*\d/ }));
    },
  },
  {
    name: "sidebar-archived",
    async enter(stage) {
      await stage.sidebar();
      await stage.press(stage.t("sidebar.archived"));
      await stage.see(stage.page.getByRole("link", { name: stage.world.rooms.attic.name }));
    },
  },
  {
    name: "sidebar-favourites",
    async enter(stage) {
      // What is unread stands above the favourites.
      const { room } = await answered(stage.world.mara.rest("rooms.get", { params: { room: "hiring" } }));
      await command(stage.world.server.url, stage.world.mara, {
        action: "markRead",
        roomId: room.roomId,
        payload: { seq: room.head },
      });
      await prefer(stage, "hiring", { favourite: true });
      await prefer(stage, "design", { muted: true });
      await stage.sidebar();
      await stage.see(stage.button(stage.t("sidebar.favourites")));
    },
    async leave(stage) {
      await prefer(stage, "hiring", { favourite: false });
      await prefer(stage, "design", { muted: false });
    },
  },
  {
    name: "room-menu",
    async enter(stage) {
      await stage.sidebar();
      await roomMenu(stage);
    },
  },
  {
    name: "room-why-unread",
    async enter(stage) {
      await answered(
        stage.world.tomas.rest("messages.create", { params: { room: "harbour" }, body: { text: "Who has the key?" } }),
      );
      await stage.sidebar();
      await roomMenu(stage);
      await stage.page.getByRole("menuitem", { name: stage.t("sidebar.whyUnread") }).click();
      await stage.see(stage.page.getByRole("dialog").getByRole("paragraph"));
    },
  },
  {
    name: "switcher",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.find"), false);
      await stage.see(stage.page.getByRole("option"));
    },
  },
  {
    name: "switcher-found",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.find"), false);
      await stage.page.getByRole("combobox").fill("re");
      await stage.see(stage.page.getByRole("option", { name: "Regatta" }));
    },
  },
  {
    name: "switcher-nothing",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.find"), false);
      await stage.page.getByRole("combobox").fill("spinnaker");
      await stage.see(stage.page.getByText(stage.t("switcher.nothing")));
    },
  },
  {
    name: "keyboard-help",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.find"), false);
      await stage.page.getByRole("combobox").fill(stage.t("switcher.keyboard"));
      await stage.page.keyboard.press("Enter");
      await stage.see(stage.page.getByRole("dialog", { name: stage.t("keyboard.title") }));
    },
  },
  {
    name: "all-read",
    async enter(stage) {
      await answered(
        stage.world.tomas.rest("messages.create", {
          params: { room: "harbour" },
          body: { text: "High water at six." },
        }),
      );
      await stage.sidebar();
      await stage.press(stage.t("sidebar.markAllRead"));
      await stage.see(
        stage.page.getByText(stage.t("unread.allRead", { n: 1 })).or(stage.page.locator("[data-state=open]")),
      );
    },
  },
  {
    name: "workspace-menu",
    async enter(stage) {
      await stage.sidebar();
      await stage.page.getByRole("button", { name: stage.t("sidebar.menu") }).click();
      await stage.see(stage.page.getByRole("menu"));
    },
  },
  {
    name: "room-creating",
    enter: (stage) => dialog(stage, stage.t("sidebar.createRoom")),
  },
  {
    name: "room-browsing",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.browse"));
      await stage.see(stage.page.getByRole("dialog").getByText("Regatta"));
    },
  },
  {
    name: "room-browsing-none",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.browse"));
      await stage.page.getByPlaceholder(stage.t("rooms.search")).fill("spinnaker");
      await stage.see(stage.page.getByText(stage.t("rooms.noneFound")));
    },
  },
  {
    name: "room-browsing-slow",
    async enter(stage) {
      await stage.page.route(browse, () => undefined);
      await dialog(stage, stage.t("sidebar.browse"));
      await stage.see(stage.page.getByRole("dialog").getByPlaceholder(stage.t("rooms.search")));
    },
  },
  {
    name: "room-browsing-failed",
    async enter(stage) {
      await stage.page.route(browse, (route) => route.abort());
      await dialog(stage, stage.t("sidebar.browse"));
      await stage.see(stage.page.getByText(stage.t("errors.network")));
    },
  },
  {
    name: "new-message",
    async enter(stage) {
      await dialog(stage, stage.t("sidebar.newDirect"));
      const people = stage.page.getByRole("dialog").getByRole("listitem");
      await people.getByRole("button", { name: stage.world.priya.name }).click();
      await people.getByRole("button", { name: stage.world.tomas.name }).click();
    },
  },
  {
    name: "inviting",
    async enter(stage) {
      await stage.sidebar();
      await stage.page.getByRole("button", { name: stage.t("sidebar.menu") }).click();
      await stage.page.getByRole("menuitem", { name: stage.t("sidebar.invite") }).click();
      await stage.see(stage.button(stage.t("invites.create")));
      await stage.see(stage.button(stage.t("invites.withdraw")));
    },
  },
];

/** A room to read in, and what one does with its messages. */
import type { Locator, Route } from "@playwright/test";
import { answered } from "#test/support/colleagues.ts";
import { expect, type Stage, touches } from "../stage.ts";
import type { State } from "../state.ts";

const newest = "Back before the tide turns";

/** The demo's oldest room, with weeks of messages. */
async function harbour(stage: Stage): Promise<void> {
  await stage.open("/r/harbour");
  await expect(stage.page.locator("article[data-seq]").first()).toBeAttached();
}

/** From the list of rooms: what a page is opened for comes with it, and is never waited for. */
async function goToRigging({ page, world }: Stage): Promise<void> {
  await page.locator(`a[href="/r/${world.rooms.rigging.slug}"]`).first().click();
}

/** What can be done with a message: by its menu, or by holding it. */
async function acts(stage: Stage, words: string): Promise<void> {
  const message = stage.message(words).last();
  if (touches(stage.view)) return stage.hold(message.getByText(words));
  await message.hover();
  await message.getByRole("button", { name: stage.t("message.actions", { name: stage.world.mara.name }) }).click();
  await stage.see(stage.page.getByRole("menu"));
}

const choose = ({ page, view }: Stage, act: string): Promise<void> =>
  touches(view)
    ? page.getByRole("dialog").getByRole("button", { name: act }).click()
    : page.getByRole("menuitem", { name: act }).click();

/** Pages of a room's history; the first is asked for without a `before`. */
const history = /\/api\/v1\/rooms\/[^/]+\/messages/;
const older = /\/api\/v1\/rooms\/[^/]+\/messages\?.*before=/;

/** As nothing does that is tried again by itself. */
const refuse = (route: Route) => route.fulfill({ status: 403, body: "" });

/** Up to where what was loaded ends. */
async function readBack({ page }: Stage, mark: Locator): Promise<void> {
  await expect(async () => {
    await page.locator("[data-scroller]").evaluate((box) => box.scrollTo({ top: 0 }));
    await expect(mark).toBeInViewport({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

export const conversation: readonly State[] = [
  {
    name: "conversation",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.see(stage.message(newest));
    },
  },
  {
    name: "conversation-beginning",
    async enter(stage) {
      await stage.enter("rigging");
      const beginning = stage.page.getByText(stage.t("conversation.start", { room: "Rigging" }));
      await expect(async () => {
        await stage.page.locator("article[data-seq]").first().scrollIntoViewIfNeeded({ timeout: 1_000 });
        await expect(beginning).toBeVisible({ timeout: 200 });
      }).toPass();
    },
  },
  {
    name: "conversation-loading",
    async enter(stage) {
      await stage.open("/");
      await stage.page.route(history, () => undefined);
      await goToRigging(stage);
      await stage.see(stage.box);
    },
  },
  {
    name: "conversation-failed",
    async enter(stage) {
      await stage.open("/");
      await stage.page.route(history, refuse);
      await goToRigging(stage);
      await stage.see(stage.page.getByRole("heading", { name: stage.t("conversation.failedTitle") }));
    },
  },
  {
    name: "conversation-offline",
    async enter(stage) {
      await stage.open("/");
      await stage.page.context().setOffline(true);
      await goToRigging(stage);
      await stage.see(stage.page.getByText(stage.t("conversation.waitsOffline")));
    },
    leave: ({ page }) => page.context().setOffline(false),
  },
  {
    name: "conversation-going",
    async enter(stage) {
      await stage.page.route(/messages\?.*around=/, () => undefined);
      await harbour(stage);
      await stage.page.evaluate(() => window.history.pushState(null, "", "/r/harbour/5"));
      await stage.see(stage.page.getByText(stage.t("conversation.going")));
    },
  },
  {
    name: "conversation-older-loading",
    async enter(stage) {
      await stage.page.route(older, () => undefined);
      await harbour(stage);
      await readBack(stage, stage.page.getByRole("status", { name: stage.t("conversation.loadingOlder") }));
    },
  },
  {
    name: "conversation-older-failed",
    async enter(stage) {
      await stage.page.route(older, refuse);
      await harbour(stage);
      await readBack(stage, stage.page.getByText(stage.t("conversation.loadOlderFailed")));
    },
  },
  {
    name: "conversation-message-gone",
    async enter(stage) {
      await stage.open("/r/harbour/999999");
      await stage.see(stage.page.getByText(stage.t("conversation.messageGone")));
    },
  },
  {
    name: "conversation-days",
    async enter(stage) {
      await harbour(stage);
      await stage.see(stage.page.locator("article[data-seq]").last());
    },
  },
  {
    name: "conversation-other-day",
    async enter(stage) {
      await harbour(stage);
      await stage.page.getByTitle(stage.t("conversation.jumpToDate")).last().click();
      await stage.see(stage.page.getByRole("dialog", { name: stage.t("conversation.jumpToDate") }));
    },
  },
  {
    name: "conversation-permalink",
    async enter(stage) {
      const { messages } = await answered(
        stage.world.mara.rest("messages.list", { params: { room: "harbour" }, query: { after: 100, limit: 20 } }),
      );
      const seq = messages.findLast(({ deletedAt }) => !deletedAt)?.seq ?? 0;
      await stage.open(`/r/harbour/${seq}`);
      await expect(stage.page.locator(`article[data-seq="${seq}"]`)).toBeInViewport();
      await stage.see(stage.button(stage.t("conversation.newest")));
    },
  },
  {
    name: "conversation-direct",
    async enter(stage) {
      const body = { kind: "direct" as const, memberIds: [stage.world.tomas.id] };
      const { room } = await answered(stage.world.mara.rest("rooms.create", { body }));
      await stage.open(`/r/${room.roomId}`);
      await stage.see(stage.page.locator("article[data-seq]").last());
    },
  },
  {
    name: "conversation-empty",
    async enter(stage) {
      await stage.enter("berth");
      await stage.see(stage.page.getByText(stage.t("conversation.empty")));
    },
  },
  {
    name: "conversation-long-names",
    as: "ravi",
    async enter(stage) {
      await stage.enter("passage");
      await stage.see(stage.page.getByText(stage.t("conversation.empty")));
    },
  },
  {
    name: "conversation-archived",
    async enter(stage) {
      await stage.enter("attic");
      await stage.see(stage.page.getByText(stage.t("composer.archived")));
    },
  },
  {
    name: "conversation-new-line",
    async enter(stage) {
      const { world, page, t } = stage;
      await answered(
        world.tomas.rest("messages.create", {
          params: { room: world.rooms.refit.roomId },
          body: { text: "The keel is dry." },
        }),
      );
      await stage.enter("refit");
      await stage.see(page.getByText(t("conversation.unreadLine"), { exact: true }));
    },
  },
  {
    name: "conversation-typing",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.see(stage.message(newest));
      await stage.act("tomas", "setTyping", "rigging", { typing: true });
      await stage.see(stage.page.getByText(stage.t("conversation.typingOne", { name: stage.world.tomas.name })));
    },
  },
  {
    name: "message-actions",
    only: "wide",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.message(newest).hover();
      await stage.see(stage.message(newest).getByRole("button", { name: stage.t("message.react"), exact: true }));
    },
  },
  {
    name: "message-menu",
    async enter(stage) {
      await stage.enter("rigging");
      await acts(stage, newest);
    },
  },
  {
    name: "message-reacting",
    async enter(stage) {
      const { page, t, view } = stage;
      await stage.enter("rigging");
      if (touches(view)) await acts(stage, newest);
      else await stage.message(newest).hover();
      const around = touches(view) ? page.getByRole("dialog") : stage.message(newest);
      await around.getByRole("button", { name: t("message.react"), exact: true }).click();
      await stage.see(page.getByLabel(t("emoji.search")));
    },
  },
  {
    name: "message-reacted-by",
    async enter(stage) {
      await stage.enter("rigging");
      const pill = stage.message(newest).getByRole("button", { pressed: true });
      if (touches(stage.view)) await stage.hold(pill, "tooltip");
      else await pill.hover();
      await stage.see(stage.page.getByRole("tooltip"));
    },
  },
  {
    name: "message-reactions",
    async enter(stage) {
      await stage.enter("rigging");
      await acts(stage, newest);
      await choose(stage, stage.t("message.reactions"));
      await stage.see(stage.page.getByRole("dialog", { name: stage.t("message.reactions") }));
    },
  },
  {
    name: "person-card",
    async enter(stage) {
      await stage.enter("rigging");
      const said = stage.message("could you look at it from the pier");
      await said.getByRole("button", { name: stage.world.tomas.name, exact: true }).click();
      await stage.see(stage.page.getByRole("dialog", { name: stage.world.tomas.name }));
    },
  },
  {
    name: "message-editing",
    async enter(stage) {
      await stage.enter("rigging");
      await acts(stage, newest);
      await choose(stage, stage.t("message.edit"));
      await stage.see(stage.page.getByRole("textbox", { name: stage.t("message.editLabel") }));
    },
  },
  {
    name: "message-deleting",
    async enter(stage) {
      await stage.enter("rigging");
      await acts(stage, newest);
      await choose(stage, stage.t("message.delete"));
      await stage.see(stage.page.getByRole("alertdialog"));
    },
  },
  {
    name: "preview",
    async enter(stage) {
      await stage.open(`/r/${stage.world.rooms.regatta.slug}`);
      await stage.see(stage.button(stage.t("rooms.join")));
    },
  },
  {
    name: "no-such-room",
    async enter(stage) {
      await stage.open("/r/no-such-room");
      await stage.see(stage.page.getByRole("heading", { name: stage.t("conversation.missingTitle") }));
    },
  },
  {
    name: "removed",
    async enter(stage) {
      const { world, page, t } = stage;
      const member = { room: world.rooms.refit.roomId, userId: world.mara.id };
      await stage.enter("refit");
      await stage.box.fill("About the keel: it is dry, I looked at it this morning.");
      await answered(world.tomas.rest("members.delete", { params: member }));
      await stage.see(page.getByRole("heading", { name: t("conversation.removedTitle", { room: "Refit" }) }));
      await stage.see(page.getByRole("region", { name: t("conversation.unsent") }));
    },
    async leave({ world }) {
      const member = { room: world.rooms.refit.roomId, userId: world.mara.id };
      await answered(world.tomas.rest("members.put", { params: member, body: {} }));
    },
  },
];

/** The admin pages but for the console: people, bots, webhooks, and what could not be delivered. */
import { systemClock } from "#client/clock.ts";
import { createHttp } from "#client/http.ts";
import { createRestOf } from "#client/rest.ts";
import { integrationAnswers } from "#contract/integrations.ts";
import { answered } from "#test/support/colleagues.ts";
import type { Stage } from "../stage.ts";
import type { State } from "../state.ts";

/** A name that the languages' test knows for one. */
const name = "Weather bot";

const integrations = ({ world: { server, mara } }: Stage) =>
  createRestOf(
    createHttp({
      baseUrl: server.url,
      credentials: { kind: "token", token: mara.token },
      fetch,
      clock: systemClock,
      requestMs: 20_000,
    }),
    integrationAnswers,
  );

/** Nothing that a state made stays; the company's own bots do. */
async function clear(stage: Stage): Promise<void> {
  const rest = integrations(stage);
  for (const { id } of (await answered(rest("outgoingWebhooks.list"))).webhooks)
    await answered(rest("outgoingWebhooks.delete", { params: { id } }));
  for (const { id, room } of (await answered(rest("incomingWebhooks.everywhere"))).webhooks)
    await answered(rest("incomingWebhooks.delete", { params: { room: room.roomId, id } }));
  for (const { id, ...bot } of (await answered(rest("bots.list"))).bots)
    if (bot.name === name) await answered(rest("bots.update", { params: { id }, body: { deactivated: true } }));
}

async function place(stage: Stage, path: string, sees: string): Promise<void> {
  await stage.open(path);
  await stage.see(stage.page.getByRole("heading", { level: 1, name: sees }));
}

const people = async (stage: Stage) => {
  await place(stage, "/admin/people", stage.t("admin.nav.people"));
  await stage.see(stage.page.getByText(stage.world.nele.name));
};
const webhooks = (stage: Stage) => place(stage, "/admin/webhooks", stage.t("admin.nav.webhooks"));
const bots = (stage: Stage) => place(stage, "/admin/bots", stage.t("admin.nav.bots"));

async function aBot(stage: Stage): Promise<void> {
  const { user } = await answered(integrations(stage)("bots.create", { body: { name } }));
  await place(stage, `/admin/bots/${user.id}`, name);
  await stage.see(stage.page.getByText(stage.t("admin.bots.noRooms")));
}

/** A webhook in both directions, the one switched off with a dead letter. */
async function someWebhooks(stage: Stage): Promise<void> {
  const rest = integrations(stage);
  const room = stage.world.rooms.regatta.roomId;
  await answered(rest("incomingWebhooks.create", { params: { room }, body: { name } }));
  const url = "https://weather.invalid/hooks/stations/every-harbour-of-the-coast?reading=wind-and-waves";
  const body = { name, url, events: ["message.created" as const], room };
  const { webhook } = await answered(rest("outgoingWebhooks.create", { body }));
  await stage.act("tomas", "sendMessage", "regatta", { text: "Start at ten." });
  await answered(rest("outgoingWebhooks.update", { params: { id: webhook.id }, body: { disabled: true } }));
  await webhooks(stage);
  await stage.see(stage.page.getByText(stage.t("admin.outgoing.reasons.admin")));
}

async function letters(stage: Stage): Promise<void> {
  await someWebhooks(stage);
  await stage.page.getByRole("link", { name: stage.t("admin.outgoing.dead", { n: 1 }) }).click();
  await stage.see(stage.page.getByRole("link", { name: new RegExp(name) }));
}

const asks = (stage: Stage, role: "dialog" | "alertdialog") => stage.see(stage.page.getByRole(role));

/** Somebody's or something's own menu. */
async function menuOf(stage: Stage, whose: string): Promise<void> {
  await stage.press(stage.t("details.memberMenu", { name: whose }));
  await stage.see(stage.page.getByRole("menu"));
}

/** What is done by it alone when one is sure. */
async function choose(stage: Stage, whose: string, item: string): Promise<void> {
  await menuOf(stage, whose);
  await stage.page.getByRole("menuitem", { name: item }).click();
  await asks(stage, "alertdialog");
}

/** Where something new is made. */
async function begin(stage: Stage, place: (stage: Stage) => Promise<void>, press: string): Promise<void> {
  await place(stage);
  await stage.press(press);
  await asks(stage, "dialog");
}

export const adminStates: readonly State[] = [
  { name: "admin-people", enter: people },
  {
    name: "admin-people-menu",
    async enter(stage) {
      await people(stage);
      await menuOf(stage, stage.world.tomas.name);
    },
  },
  {
    name: "admin-people-deactivating",
    async enter(stage) {
      await people(stage);
      await choose(stage, stage.world.tomas.name, stage.t("admin.people.deactivateAsk"));
    },
  },
  {
    name: "admin-people-deactivated",
    async enter(stage) {
      const { mara, nele } = stage.world;
      await answered(mara.rest("users.update", { params: { id: nele.id }, body: { deactivated: true } }));
      await people(stage);
      await stage.page.getByRole("searchbox").fill(nele.name);
      await stage.press(stage.t("admin.people.letInNamed", { name: nele.name }));
      await asks(stage, "alertdialog");
    },
    async leave({ world: { mara, nele, forget } }) {
      await answered(mara.rest("users.update", { params: { id: nele.id }, body: { deactivated: false } }));
      forget(nele);
    },
  },
  {
    name: "admin-people-none",
    async enter(stage) {
      await people(stage);
      await stage.page.getByRole("searchbox").fill("qqq");
      await stage.see(stage.page.getByText(stage.t("rooms.nobodyFound")));
    },
  },
  {
    name: "admin-places",
    only: "narrow",
    async enter(stage) {
      await people(stage);
      await stage.page.getByRole("button", { name: stage.t("admin.goTo") }).click();
      await stage.see(stage.page.getByRole("menu"));
    },
  },
  {
    name: "admin-bot-new",
    enter: (stage) => begin(stage, bots, stage.t("admin.bots.new")),
  },
  {
    name: "admin-bot",
    async enter(stage) {
      await aBot(stage);
      await stage.page.getByLabel(stage.t("settings.tokenName")).fill(name);
      await stage.press(stage.t("settings.makeToken"));
      await stage.see(stage.page.getByText(stage.t("settings.tokenOnce")));
    },
    leave: clear,
  },
  {
    name: "admin-bot-deactivating",
    async enter(stage) {
      await aBot(stage);
      await stage.press(stage.t("admin.people.deactivate"));
      await asks(stage, "alertdialog");
    },
    leave: clear,
  },
  {
    name: "admin-bots",
    async enter(stage) {
      await bots(stage);
      await stage.see(stage.page.getByRole("link", { name: new RegExp(name) }));
    },
  },
  {
    name: "admin-webhooks-none",
    async enter(stage) {
      await webhooks(stage);
      await stage.see(stage.page.getByText(stage.t("admin.incoming.none")));
      await stage.see(stage.page.getByText(stage.t("admin.outgoing.none")));
    },
  },
  { name: "admin-webhooks", enter: someWebhooks, leave: clear },
  {
    name: "admin-webhook-menu",
    async enter(stage) {
      await someWebhooks(stage);
      await menuOf(stage, name);
    },
    leave: clear,
  },
  {
    name: "admin-webhook-deleting",
    async enter(stage) {
      await someWebhooks(stage);
      await choose(stage, name, stage.t("admin.outgoing.deleteAsk"));
    },
    leave: clear,
  },
  {
    name: "admin-incoming-made",
    async enter(stage) {
      await webhooks(stage);
      await stage.press(stage.t("admin.incoming.new"));
      const dialog = stage.page.getByRole("dialog");
      await dialog.getByLabel(stage.t("rooms.name"), { exact: true }).fill(name);
      await dialog.getByLabel(stage.t("admin.incoming.room")).selectOption({ label: stage.world.rooms.regatta.name });
      await stage.press(stage.t("admin.incoming.make"));
      await stage.see(dialog.getByText(stage.t("admin.incoming.once")));
    },
    leave: clear,
  },
  {
    name: "admin-outgoing-new",
    enter: (stage) => begin(stage, webhooks, stage.t("admin.outgoing.new")),
  },
  {
    name: "admin-letters-none",
    async enter(stage) {
      await place(stage, "/admin/dead-letters", stage.t("admin.nav.deadLetters"));
      await stage.see(stage.page.getByText(stage.t("admin.letters.none")));
    },
  },
  {
    name: "admin-letters",
    async enter(stage) {
      await letters(stage);
      await stage.page.getByRole("checkbox", { name: stage.t("admin.letters.chooseAll") }).check();
      await stage.press(stage.t("admin.letters.replay"));
      await stage.see(stage.page.getByText(stage.t("admin.errors.switchedOff")));
    },
    leave: clear,
  },
  {
    name: "admin-letter",
    async enter(stage) {
      await letters(stage);
      await stage.page.getByRole("link", { name: new RegExp(name) }).click();
      await stage.see(stage.page.getByText("Start at ten."));
    },
    leave: clear,
  },
];

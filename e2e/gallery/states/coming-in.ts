/** Setting up, signing in and up, invites, lost passwords. */
import { expect, type Stage } from "../stage.ts";
import type { State } from "../state.ts";

const heading = ({ page }: Stage, name: string) => expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
const field = ({ page }: Stage, label: string) => page.getByLabel(label, { exact: true });

async function openReset(stage: Stage): Promise<void> {
  await stage.page.goto(new URL(stage.world.resetLink).pathname);
  await heading(stage, stage.t("reset.title"));
}

async function choosePassword(stage: Stage, password: string): Promise<void> {
  await openReset(stage);
  await field(stage, stage.t("auth.newPassword")).fill(password);
  await stage.press(stage.t("reset.submit"));
}

export const comingIn: readonly State[] = [
  {
    name: "setup",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto(`${stage.world.blank.url}/setup`);
      await heading(stage, stage.t("setup.title"));
    },
  },
  {
    name: "setup-first-room",
    as: "nobody",
    async enter(stage) {
      const { page, t, world } = stage;
      // As if the account had been made: the server stays without one for whoever looks next.
      const user = { id: world.mara.id, name: "Mara", bot: false, role: "owner" };
      await page.route("**/api/v1/accounts", (route) => route.fulfill({ status: 201, json: { user } }));
      await page.route("**/api/auth/callback/credentials*", (route) =>
        route.fulfill({ json: { url: world.blank.url } }),
      );
      await page.goto(`${world.blank.url}/setup`);
      await field(stage, t("auth.workspaceName")).fill("Lighthouse Instruments");
      await field(stage, t("auth.name")).fill("Mara");
      await field(stage, t("auth.email")).fill("mara@lighthouse.example");
      await field(stage, t("auth.password")).fill("anchors aweigh");
      await stage.press(t("setup.submit"));
      await heading(stage, t("setup.roomTitle"));
    },
  },
  {
    name: "sign-in",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto("/sign-in");
      await stage.see(stage.button(stage.t("auth.signIn")));
    },
  },
  {
    name: "sign-in-refused",
    as: "nobody",
    async enter(stage) {
      const { page, t } = stage;
      await page.goto("/sign-in");
      await field(stage, t("auth.email")).fill("mara@lighthouse.example");
      await field(stage, t("auth.password")).fill("not it");
      await stage.press(t("auth.signIn"));
      await stage.see(page.getByText(t("auth.wrong")));
    },
  },
  {
    name: "sign-in-failed",
    as: "nobody",
    async enter(stage) {
      const { page, t } = stage;
      await page.goto("/sign-in");
      await page.route("**/api/auth/**", (route) => route.abort());
      await field(stage, t("auth.email")).fill("mara@lighthouse.example");
      await field(stage, t("auth.password")).fill("anchors aweigh");
      await stage.press(t("auth.signIn"));
      await stage.see(page.getByText(t("errors.network")));
    },
  },
  {
    name: "sign-up",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto(`${stage.world.open.url}/sign-up`);
      await heading(stage, stage.t("auth.signUpTo", { workspace: "Acme" }));
    },
  },
  {
    name: "sign-up-by-invite-only",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto("/sign-up");
      await stage.see(stage.page.getByRole("heading", { level: 1 }));
    },
  },
  {
    name: "join",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto(`/join/${stage.world.invite}`);
      await heading(stage, stage.t("join.title", { workspace: "Lighthouse Instruments" }));
    },
  },
  {
    name: "join-mistakes",
    as: "nobody",
    async enter(stage) {
      const { page, t, world } = stage;
      await page.goto(`/join/${world.invite}`);
      await field(stage, t("auth.name")).fill("Nils");
      await field(stage, t("auth.email")).fill("tomas@lighthouse.example");
      await field(stage, t("auth.password")).fill("halyard and sheet");
      await stage.press(t("auth.signUp"));
      await stage.see(page.getByText(t("errors.emailTaken")));
    },
  },
  {
    name: "join-gone",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto("/join/made-up");
      await heading(stage, stage.t("join.goneTitle"));
    },
  },
  {
    name: "join-signed-in",
    async enter(stage) {
      await stage.page.goto(`/join/${stage.world.invite}`);
      await heading(stage, stage.t("join.alreadyTitle", { name: stage.world.mara.name }));
    },
  },
  {
    name: "reset",
    as: "nobody",
    async enter(stage) {
      await openReset(stage);
    },
  },
  {
    name: "reset-too-short",
    as: "nobody",
    async enter(stage) {
      await choosePassword(stage, "short");
      await stage.see(stage.page.getByText(stage.t("auth.tooShort")));
    },
  },
  {
    name: "reset-done",
    as: "nobody",
    async enter(stage) {
      // As if it had been taken: the link works for whoever looks next.
      await stage.page.route("**/api/v1/password-resets", (route) => route.fulfill({ status: 204 }));
      await choosePassword(stage, "halyard and sheet");
      await heading(stage, stage.t("reset.doneTitle"));
    },
  },
  {
    name: "reset-gone",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto("/reset/made-up");
      await heading(stage, stage.t("reset.goneTitle"));
    },
  },
  {
    name: "not-found",
    as: "nobody",
    async enter(stage) {
      await stage.page.goto("/no/such/page");
      await heading(stage, stage.t("errors.notFoundTitle"));
    },
  },
];

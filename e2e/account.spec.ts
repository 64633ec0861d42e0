import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { openOffice } from "#test/support/colleagues.ts";
import { expect, gather, signIn, test } from "./story.ts";

async function fillIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const inside = (page: Page) => expect(page.getByRole("navigation", { name: "Rooms and people" })).toBeVisible();

test("signing out ends the session; a wrong password and an unknown address are refused alike; what was asked for opens", async ({
  newcomer,
  visit,
}) => {
  const anna = await newcomer("Anna");
  const room = await gather([anna], { name: "Roof garden" });
  const window = await visit(anna, room);
  const { page } = window;
  const wanted = page.url();

  await window.choose(/Menu$/, "Sign out");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(wanted);
  await expect(page).toHaveURL(/\/sign-in/);

  await fillIn(page, anna.email, "not the password");
  const refusal = page.getByText("That e-mail and password don’t match an account.");
  await expect(refusal).toBeVisible();
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue(anna.email);
  await fillIn(page, "nobody@example.org", anna.password);
  await expect(refusal).toBeVisible();

  await fillIn(page, anna.email, anna.password);
  await expect(page.getByRole("heading", { name: "Roof garden" })).toBeVisible();
  await expect(page).toHaveURL(wanted);
});

test("AUTH-7: changing the password ends the other sessions, and their open windows say so", async ({
  newcomer,
  visit,
  browse,
  office,
}) => {
  const anna = await newcomer("Anna");
  const room = await gather([anna]);
  const [desk, phone] = [await visit(anna, room), await visit(anna, room)];
  await phone.connected();

  await desk.page.goto("/settings");
  await desk.page.getByLabel("Current password").fill(anna.password);
  await desk.page.getByLabel("New password").fill("a new and better one");
  await desk.page.getByRole("button", { name: "Change password" }).click();
  await expect(desk.page.getByText("Your password is changed. Your other sessions have ended.")).toBeVisible();
  await expect(phone.page.getByText("You have been signed out. Everything you typed is kept.")).toBeVisible();

  const page = await browse({ baseURL: office.server.url });
  await page.goto("/sign-in");
  await fillIn(page, anna.email, anna.password);
  await expect(page.getByText("That e-mail and password don’t match an account.")).toBeVisible();
  await fillIn(page, anna.email, "a new and better one");
  await inside(page);
});

test("who forgot the password gets a one-time link from the operator's command, and it works once", async ({
  newcomer,
  office,
  browse,
}) => {
  const anna = await newcomer("Anna");
  const { stdout } = await promisify(execFile)(process.execPath, ["server/commands/password-reset.ts", anna.email], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      PORT: String(office.server.port),
      DATA_DIR: office.server.dataDir,
    },
  });
  const link = /http\S+/.exec(stdout)?.[0] ?? "";

  const page = await browse({ baseURL: office.server.url });
  await page.goto(link);
  await page.getByLabel("New password").fill("remembered this time");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await fillIn(page, anna.email, "remembered this time");
  await inside(page);

  const thief = await browse({ baseURL: office.server.url });
  await thief.goto(link);
  await expect(thief.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await expect(thief.getByLabel("New password")).toHaveCount(0);
});

test("a visit by another name of the same machine leads to the one address, where one can sign in", async ({
  office,
  browse,
}) => {
  const page = await browse();
  await page.goto(`http://127.0.0.1:${office.server.port}/sign-in`);
  await expect(page).toHaveURL(`${office.server.url}/sign-in`);
  await fillIn(page, office.owner.email, office.owner.password);
  await inside(page);
});

test("AUTH-6: with REGISTRATION=closed nobody new comes in, and those who are in stay", async ({ serve, browse }) => {
  const server = await serve({ env: { REGISTRATION: "closed" } });
  const anna = await openOffice(server);
  const page = await browse({ baseURL: server.url });
  await page.goto("/sign-up");
  await expect(page.getByRole("heading", { name: "New accounts are closed on this server" })).toBeVisible();
  await signIn(page, anna);
  await page.goto("/");
  await inside(page);
});

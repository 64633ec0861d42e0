/** What happens to a room, a session or the line while one looks: said in place, and nothing typed is lost. */
import { answered, openOffice, welcome } from "#test/support/colleagues.ts";
import { phone, wide } from "./screens.ts";
import { expect, gather, test } from "./story.ts";

for (const [where, size] of Object.entries({ "on a wide screen": wide, "on a phone": phone })) {
  test(`${where}, a room that is archived while one looks says so and keeps what was typed; reopened, one goes on`, async ({
    newcomer,
    visit,
  }) => {
    const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
    const room = await gather([anna, bo], { name: "Regatta", kind: "private" });
    const at = { params: { room: room.roomId } };
    const bos = await visit(bo, room, size);
    await bos.write("Shall we begin?");
    await expect(bos.message("Shall we begin?")).toHaveAttribute("data-delivery", "sent");
    await bos.box.fill("and what about the");

    await answered(anna.rest("rooms.update", { ...at, body: { archived: true } }));
    await expect(bos.page.getByText("This room is archived. It can be read, not written to.")).toBeVisible();
    await expect(bos.box).toBeHidden();
    await expect(bos.message("Shall we begin?")).toBeVisible();
    await bos.message("Shall we begin?").focus();
    await bos.page.keyboard.press("Shift");
    await expect(bos.page.getByRole("button", { name: /^(Add reaction|React with|Edit message)/ })).toHaveCount(0);

    await answered(anna.rest("rooms.update", { ...at, body: { archived: false } }));
    await expect(bos.box).toHaveValue("and what about the");
    await bos.write("and what about the wind?");
    await expect(bos.message("and what about the wind?")).toHaveAttribute("data-delivery", "sent");
  });

  test(`${where}, who is removed while looking is told, and finds the way to the other rooms`, async ({
    newcomer,
    visit,
  }) => {
    const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
    const room = await gather([anna, bo], { name: "Council", kind: "private" });
    await gather([anna, bo], { name: "Mess hall", kind: "private" });
    const bos = await visit(bo, room, size);
    await bos.box.fill("what I was about to say");
    await answered(anna.rest("members.delete", { params: { room: room.roomId, userId: bo.id } }));
    const told = bos.page.getByRole("heading", { name: "You are no longer in Council" });
    await expect(told).toBeVisible();
    await expect(bos.page).toHaveTitle("You are no longer in Council · Parley");
    await bos.page.getByRole("link", { name: "Back to rooms" }).click();
    await expect(told).toBeHidden();
    await expect(bos.page).not.toHaveTitle(/Council/);
    await expect(bos.page.getByRole("link", { name: /^Mess hall/ })).toBeVisible();
    await expect(bos.page.getByRole("link", { name: /^Council/ })).toHaveCount(0);
  });
}

test("who is signed out elsewhere signs in again in the same place, and what they typed and sent meanwhile goes out", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Chart room" });
  const [annas, bos] = [await visit(anna, room, phone), await visit(bo, room, wide)];
  const { page } = annas;
  await annas.box.fill("half a thought");
  // The session ends on the server, as by "Sign out" on another device of hers.
  const { sessions } = await answered(anna.rest("sessions.list", {}));
  for (const { id } of sessions) await answered(anna.rest("sessions.delete", { params: { id } }));

  const told = page.getByRole("alert").filter({ hasText: "You have been signed out." });
  await expect(told).toHaveText(/Everything you typed is kept\./);
  await expect(annas.connection).toHaveAttribute("data-connection", "offline");
  await expect(annas.box).toHaveValue("half a thought");
  await annas.write("said while signed out");
  await expect(annas.pending.filter({ hasText: "said while signed out" })).toBeVisible();

  await told.getByRole("button", { name: "Sign in again" }).tap();
  const form = page.getByRole("dialog", { name: "Sign in again" });
  await form.getByLabel("E-mail", { exact: true }).fill(anna.email);
  await form.getByLabel("Password", { exact: true }).fill("not the password");
  await form.getByRole("button", { name: "Sign in", exact: true }).tap();
  await expect(form.getByText("That e-mail and password don’t match an account.")).toBeVisible();
  await form.getByLabel("Password", { exact: true }).fill(anna.password);
  await form.getByRole("button", { name: "Sign in", exact: true }).tap();
  await annas.connected();
  await expect(form).toBeHidden();
  await expect(told).toBeHidden();
  await expect(annas.message("said while signed out")).toHaveAttribute("data-delivery", "sent");
  await expect(bos.message("said while signed out")).toBeVisible();
  await bos.write("welcome back");
  await expect(annas.message("welcome back")).toBeVisible();
});

test("offline, the page says so and how much waits; back on the line it sends all of it in order and says nothing more", async ({
  newcomer,
  visit,
}) => {
  const [anna, bo] = [await newcomer("Anna"), await newcomer("Bo")];
  const room = await gather([anna, bo], { name: "Signal hill" });
  const [annas, bos] = [await visit(anna, room, phone), await visit(bo, room, wide)];
  await annas.warm();
  await annas.page.context().setOffline(true);
  await expect(annas.connection).toHaveAttribute("data-connection", "offline");
  await expect(annas.connection.getByText("Offline", { exact: true }).last()).toBeVisible();
  await annas.write("one");
  await expect(annas.connection).toContainText("1 message waiting");
  await annas.write("two");
  await expect(annas.connection.getByText("2 messages waiting")).toBeVisible();
  await expect(annas.pending).toHaveCount(2);
  for (const n of [0, 1]) await expect(annas.pending.nth(n)).toHaveAttribute("data-delivery", "sending");
  expect(await annas.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

  await annas.page.context().setOffline(false);
  await annas.connected();
  for (const words of ["one", "two"]) await expect(annas.message(words)).toHaveAttribute("data-delivery", "sent");
  await expect(annas.connection).not.toContainText("waiting");
  await expect.poll(async () => (await bos.shown()).map(({ text }) => text)).toEqual(["one", "two"]);
});

test("while the server is away one is told when it is tried again, and need not wait for that", async ({
  serve,
  visit,
}) => {
  const server = await serve();
  const anna = await openOffice(server);
  const bo = await welcome(server, anna, "Bo");
  const room = await gather([anna, bo], { name: "Bridge" });
  const [annas, bos] = [
    await visit(anna, room, { ...server, ...wide }),
    await visit(bo, room, { ...server, ...phone }),
  ];
  await server.kill("SIGKILL");
  await annas.write("into the night");
  for (const { connection } of [annas, bos]) {
    await expect(connection).toHaveAttribute("data-connection", "reconnecting");
    await expect(connection.getByRole("button", { name: "Retry now" })).toBeVisible();
  }
  await expect(annas.connection).toContainText("1 message waiting");
  // The pauses grow: sooner or later there is one to be cut short.
  await expect(annas.connection).toContainText(/Reconnecting in [2-9]\d* s/, { timeout: 30_000 });
  const retry = bos.connection.getByRole("button", { name: "Retry now" });
  // It is gone while an attempt runs.
  const tall = () => retry.evaluateAll((all: HTMLElement[]) => all[0]?.offsetHeight ?? 0);
  await expect.poll(tall).toBeGreaterThanOrEqual(44);

  // Pressed too early it says the same again.
  await annas.connection.getByRole("button", { name: "Retry now" }).press("Enter");
  await expect(annas.connection).toHaveAttribute("data-connection", "reconnecting");
  await server.restart();
  for (const window of [annas, bos])
    await expect(async () => {
      const button = window.connection.getByRole("button", { name: "Retry now" });
      if (await button.isVisible()) await button.press("Enter", { timeout: 1_000 });
      await expect(window.connection).toHaveAttribute("data-connection", "live", { timeout: 3_000 });
    }).toPass();
  await expect(annas.message("into the night")).toHaveAttribute("data-delivery", "sent");
  await expect(bos.message("into the night")).toBeVisible();
  await expect(bos.connection.getByRole("button")).toHaveCount(0);
});

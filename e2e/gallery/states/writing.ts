/** The composer, and what happens to what was written. */
import { expect } from "../stage.ts";
import type { State } from "../state.ts";

export const writing: readonly State[] = [
  {
    name: "composer-lines",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.fill("Three things before we sail:\n\n1. the shackle\n2. the other shackle\n3. coffee");
    },
  },
  {
    name: "composer-mention",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.pressSequentially("@Pri");
      await stage.see(stage.page.getByRole("option", { name: stage.world.priya.name }));
    },
  },
  {
    name: "composer-shortcode",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.pressSequentially(":sail");
      await stage.see(stage.page.getByRole("option"));
    },
  },
  {
    name: "composer-formatting",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.press(stage.t("composer.formatting"));
      await stage.box.fill("**Bold** words");
      await stage.see(stage.button(stage.t("composer.formats.bold")));
    },
  },
  {
    name: "composer-emoji",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.press(stage.t("composer.emoji"));
      await stage.see(stage.page.getByText(stage.t("emoji.groups.smileys")));
    },
  },
  {
    name: "composer-emoji-tones",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.press(stage.t("composer.emoji"));
      await stage.press(stage.t("emoji.tone", { tone: stage.t("emoji.tones.none") }));
      await stage.see(stage.button(stage.t("emoji.tones.dark")));
    },
  },
  {
    name: "composer-emoji-none",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.press(stage.t("composer.emoji"));
      await stage.page.getByLabel(stage.t("emoji.search")).fill("qqq");
      await stage.see(stage.page.getByText(stage.t("emoji.none", { words: "qqq" })));
    },
  },
  {
    name: "composer-over-the-limit",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.box.fill("Tack! Jibe! ".repeat(670).trim());
      await stage.see(stage.page.getByText(stage.t("composer.over", { n: 39 })));
    },
  },
  {
    name: "file-refused",
    async enter(stage) {
      await stage.enter("rigging");
      const sentence = stage.page.getByText(stage.t("composer.noFiles"), { exact: true });
      // It listens as soon as what comes first is there.
      await expect(async () => {
        await stage.box.evaluate((box) => {
          const data = new DataTransfer();
          data.items.add(new File([""], "berth.png", { type: "image/png" }));
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        });
        await expect(sentence.first()).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 60_000 });
    },
  },
  {
    name: "message-waiting",
    async enter(stage) {
      await stage.enter("rigging");
      await stage.page.context().setOffline(true);
      await stage.write("Casting off in five minutes.");
      await expect(stage.page.locator('[data-delivery="sending"]')).toBeVisible();
      await expect(stage.connection).toHaveAttribute("data-connection", "offline");
      await stage.late(stage.connection);
      await stage.late(stage.page.getByTitle(stage.t("message.sending")));
    },
    leave: ({ page }) => page.context().setOffline(false),
  },
  {
    name: "message-failed",
    async enter(stage) {
      // The server's place is taken for one message, which it refuses.
      await stage.page.routeWebSocket(/./, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((frame) => {
          const refused = refusal(frame.toString());
          if (refused) socket.send(refused);
          else server.send(frame);
        });
      });
      await stage.enter("rigging");
      await stage.write("Fenders out, please.");
      await stage.see(stage.button(stage.t("message.discard")));
    },
  },
];

/** Of Socket.IO's frame with a sendMessage and the number that its answer carries; null for any other. */
function refusal(frame: string): string | null {
  const [, number, requestId] = /^42(\d+)\[.*"action":"sendMessage".*"requestId":"([^"]+)"/.exec(frame) ?? [];
  if (number === undefined) return null;
  const error = { code: "payloadTooLarge", message: "Too large.", retryable: false };
  return `43${number}${JSON.stringify([{ v: 1, type: "reply", requestId, ok: false, error }])}`;
}

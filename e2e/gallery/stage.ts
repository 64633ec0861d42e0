/** The screen on which a state is set up: as wide, in the language and by the person that it is to be looked at. */
import { expect as anyhow, type Locator, type Page } from "@playwright/test";
import { command } from "../command.ts";
import type { Language, Translate } from "./words.ts";
import type { RoomName, World } from "./world.ts";

/** The first page of a server that has just started may take its time. */
export const expect = anyhow.configure({ timeout: 20_000 });

export type View = {
  readonly width: 390 | 768 | 1440;
  readonly language: Language;
};

/** Whether a finger points. */
export const touches = (view: View): boolean => view.width < 768;

export class Stage {
  readonly page: Page;
  readonly world: World;
  readonly view: View;
  /** What the screen calls it. */
  readonly t: Translate;

  constructor(page: Page, world: World, view: View, t: Translate) {
    this.page = page;
    this.world = world;
    this.view = view;
    this.t = t;
  }

  /** Whether sidebar and conversation stand side by side. */
  get wide(): boolean {
    return this.view.width >= 768;
  }

  /** A page of the chat, until it is on the line. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await expect(this.connection).toHaveAttribute("data-connection", "live");
  }

  /** A room, until its newest message (or that there is none) is there. */
  async enter(name: RoomName): Promise<void> {
    await this.open(`/r/${this.world.rooms[name].slug}`);
    await expect(this.page.getByRole("log")).toBeAttached();
  }

  /** Where the sidebar is: on a phone it is a screen of its own. */
  async sidebar(): Promise<void> {
    await this.open(this.wide ? `/r/${this.world.rooms.rigging.slug}` : "/");
    await expect(this.page.getByRole("link", { name: this.world.rooms.rigging.name })).toBeVisible();
  }

  get connection(): Locator {
    return this.page.locator("[data-connection]").first();
  }

  get box(): Locator {
    return this.page.getByRole("main").locator("textarea, [contenteditable=true]").last();
  }

  /** The confirmed message with these words in it. */
  message(words: string): Locator {
    return this.page.locator("article[data-seq]").filter({ hasText: words });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Presses what a key of the catalogue names. */
  async press(name: string): Promise<void> {
    await this.button(name).first().click();
  }

  /** As a finger that stays where it is. */
  async hold(what: Locator, opens: "dialog" | "tooltip" = "dialog"): Promise<void> {
    await what.scrollIntoViewIfNeeded();
    await what.dispatchEvent("pointerdown", { pointerType: "touch", isPrimary: true, bubbles: true });
    await this.see(this.page.getByRole(opens));
    await what.dispatchEvent("pointerup", { pointerType: "touch", isPrimary: true, bubbles: true });
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text);
    // A finger has no Enter that sends.
    await this.press(this.t("composer.send"));
  }

  /** As a proxy that lets no WebSocket live. */
  refuseUpgrades(): Promise<void> {
    return this.page.routeWebSocket(/./, (socket) => socket.close());
  }

  /** Until it is shown. */
  see(what: Locator): Promise<void> {
    return expect(what.first()).toBeVisible();
  }

  /** What comes late, so that it does not come for a moment, until it has come. */
  late(what: Locator): Promise<void> {
    return expect(what.first()).toHaveCSS("opacity", "1");
  }

  act(who: "tomas" | "priya" | "mara", action: string, room: RoomName, payload: object): Promise<void> {
    const { server, rooms, [who]: person } = this.world;
    return command(server.url, person, { action, roomId: rooms[room].roomId, payload });
  }
}

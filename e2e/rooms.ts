/** From room to room, on any screen: on a phone the list of rooms is a screen of its own. */
import { expect, type Locator, type Page } from "@playwright/test";

const list = (page: Page) => page.getByRole("navigation", { name: "Rooms and people" });

export const roomLink = (page: Page, room: string): Locator =>
  list(page).getByRole("link", { name: new RegExp(`^${room}`) });

export async function toList(page: Page): Promise<void> {
  if (!(await list(page).isVisible())) await page.getByRole("link", { name: "Show rooms" }).click();
  await expect(list(page)).toBeVisible();
}

/** Resolves when the room is all that is on a phone's screen. */
export async function goTo(page: Page, room: string): Promise<void> {
  await toList(page);
  await roomLink(page, room).click();
  if ((page.viewportSize()?.width ?? 0) < 768) await expect(list(page)).toHaveCount(0);
}

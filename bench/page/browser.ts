/** A signed-in browser, as slow as is asked for. */
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import type { Colleague } from "#test/support/colleagues.ts";
import { command } from "./chatter.ts";
import type { Office } from "./office.ts";
import { plant } from "./probe.ts";

export const viewport = { width: 1440, height: 900 };

/** `uncapped`: frames are made as soon as there is something to show, not 60 times a second. */
export function launch({ uncapped = false } = {}): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      // Heap figures in full, and a garbage collector that can be asked.
      "--enable-precise-memory-info",
      "--js-flags=--expose-gc",
      ...(uncapped ? ["--disable-frame-rate-limit", "--disable-gpu-vsync"] : []),
    ],
  });
}

/** However slow the machine is: what takes longer is broken. */
const withinMs = 120_000;

export type Visit = { readonly page: Page; readonly cdp: CDPSession; close(): Promise<void> };

/** A browser profile of its own, with nothing in its caches; `slowdown` times slower than this machine. */
export async function visit(browser: Browser, { server, reader }: Office, slowdown = 1): Promise<Visit> {
  const context = await browser.newContext({ baseURL: server.url, viewport });
  await signIn(context.request, reader);
  const page = await context.newPage();
  page.setDefaultTimeout(withinMs);
  await plant(page);
  const cdp = await context.newCDPSession(page);
  if (slowdown > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return { page, cdp, close: () => context.close() };
}

/** Goes to the room, in which nothing is unread, and waits for its newest message and the connection. */
export async function enterRoom({ page }: Visit, office: Office): Promise<void> {
  await command(office, office.reader, "markRead", { seq: Number.MAX_SAFE_INTEGER });
  await page.goto(office.path);
  await page.evaluate(() => window.benchOpened);
  await page.waitForLoadState("networkidle");
}

async function signIn(request: Page["request"], { email, password }: Colleague): Promise<void> {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`Signing in was refused with ${answer.status()}.`);
}

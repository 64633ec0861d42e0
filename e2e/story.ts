/** What a story begins with: a server, people who have accounts, and their browsers. */
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { type Colleague, gather, openOffice, welcome } from "#test/support/colleagues.ts";
import { type ServerOptions, startServer, type TestServer } from "#test/support/server.ts";
import { Window } from "./window.ts";

export { expect, gather };

type Office = { readonly server: TestServer; readonly owner: Colleague };

type Story = {
  /** A server of this story's own, which stops after it. */
  serve(options?: ServerOptions): Promise<TestServer>;
  /** Someone new in the office that the stories of this worker share. */
  newcomer(name: string): Promise<Colleague>;
  /** A browser of its own, watched for what a page must never do. */
  browse(options?: BrowserContextOptions): Promise<Page>;
  /** A signed-in browser that stands in the room. */
  visit(who: Colleague, room: MyRoom, options?: VisitOptions): Promise<Window>;
};

type VisitOptions = BrowserContextOptions & {
  /** The address to go by; the office's by default. */
  readonly url?: string;
};

export const test = base.extend<Story, { office: Office }>({
  office: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startServer({ env: { LIMITS: "off" } });
      const owner = await openOffice(server);
      // Newcomers are led into the oldest public room: not into one that a story looks for.
      await gather([owner], { name: "Entrance" });
      await use({ server, owner });
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  serve: async ({}, use) => {
    const servers: TestServer[] = [];
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },

  newcomer: async ({ office }, use) => {
    await use((name) => welcome(office.server, office.owner, name));
  },

  // After `serve`, so that windows are closed before their server stops.
  browse: async ({ browser, serve: _ }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.on("console", (message) => {
        if (/Content Security Policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints).toEqual([]);
  },

  visit: async ({ office, browse }, use) => {
    await use(async (who, room, { url = office.server.url, ...options } = {}) => {
      const page = await browse({ baseURL: url, ...options });
      await signIn(page, who);
      await page.goto(`/r/${room.slug || room.roomId}`);
      const window = new Window(page);
      // An empty one has no height, so it is there rather than visible.
      await expect(page.getByRole("log")).toBeAttached({ timeout: 30_000 });
      await window.connected();
      return window;
    });
  },
});

/** As the form does it, without the form: its own story fills it in. */
export async function signIn(page: Page, { email, password }: Colleague): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.ok()).toBe(true);
}

import type { Page } from "@playwright/test";
import { startProxy, type Trouble } from "#test/support/broken-proxies.ts";
import { openOffice } from "#test/support/colleagues.ts";
import { expect, signIn, test } from "./story.ts";

type Office = {
  readonly trouble: Trouble;
  /** What the page says all in all, and of which faults. */
  readonly outcome: string;
  readonly faults: readonly string[];
  /** The states of the four ways: both WebSockets, the stream, single requests. */
  readonly ways: readonly string[];
};

/** A busy machine answers late behind any proxy. */
const byLoad = "requestsSlow";

/** Longer than the cut of the last ones. */
const watchSeconds = 25;
const cutAfterMs = 20_000;

const offices: Readonly<Record<string, Office>> = {
  Healthy: { trouble: {}, outcome: "live", faults: [], ways: ["works", "works", "works", "works"] },
  Refused: {
    trouble: { refuseUpgrades: true },
    outcome: "stream",
    faults: ["socketRefused"],
    ways: ["refused", "refused", "works", "works"],
  },
  Swallowed: {
    trouble: { swallowFrames: true },
    outcome: "stream",
    faults: ["socketSilent"],
    ways: ["silent", "silent", "works", "works"],
  },
  Buffered: {
    trouble: { bufferStreams: true },
    outcome: "liveButFaults",
    faults: ["streamBuffered"],
    ways: ["works", "works", "held", "works"],
  },
  Polling: {
    trouble: { refuseUpgrades: true, bufferStreams: true },
    outcome: "polling",
    faults: ["socketRefused", "streamBuffered"],
    ways: ["refused", "refused", "held", "works"],
  },
  Cut: {
    trouble: { cutAfterMs },
    outcome: "liveButFaults",
    faults: ["cut"],
    ways: ["cut", "cut", "cut", "works"],
  },
  Worst: {
    trouble: { refuseUpgrades: true, cutAfterMs },
    outcome: "stream",
    faults: ["socketRefused", "cut"],
    ways: ["refused", "refused", "cut", "works"],
  },
};

test("behind each broken proxy the connection check names what is broken, and behind none it says that all is well", async ({
  serve,
  browse,
}) => {
  test.setTimeout(300_000);
  let port = 0;
  const proxies = await Promise.all(
    Object.entries(offices).map(async ([name, office]) => ({ name, ...office, proxy: await startProxy(() => port) })),
  );
  const ALLOWED_ORIGINS = proxies.map(({ proxy }) => proxy.url).join(",");
  const server = await serve({ env: { LIMITS: "off", ALLOWED_ORIGINS } });
  port = server.port;
  const anna = await openOffice(server);

  // One by one: pages that start side by side stall one another, and what stalls looks like a proxy that holds back.
  const opened: ((typeof proxies)[number] & { readonly page: Page })[] = [];
  for (const office of proxies) {
    const page = await browse({ baseURL: office.proxy.url });
    await signIn(page, anna);
    office.proxy.turn(office.trouble);
    office.proxy.cut();
    await page.goto(`/doctor?seconds=${watchSeconds}`);
    // What can be known at once is said long before the end.
    const early = page.locator('[data-way="socketIo"]:not([data-state="checking"])');
    await expect(early, office.name).toBeVisible({ timeout: 20_000 });
    opened.push({ ...office, page });
  }
  await Promise.all(
    opened.map(async ({ name, outcome, faults, ways, page }) => {
      const result = page.locator("[data-outcome]");
      await expect(result, name).toHaveAttribute("data-watched", "true", { timeout: 90_000 });
      const found = await page.locator("[data-fault]").evaluateAll((all) => all.map((one) => one.dataset.fault));
      expect(
        found.filter((fault) => fault !== byLoad),
        name,
      ).toEqual(faults);
      const said = outcome === "live" && found.includes(byLoad) ? "liveButFaults" : outcome;
      await expect(result, name).toHaveAttribute("data-outcome", said);
      const states = await page.locator("[data-way]").evaluateAll((all) => all.map((one) => one.dataset.state));
      expect(states, name).toEqual(ways);
      // A stream may go over a connection that stood before, and then is cut earlier. A busy page hears of it late.
      const after = ways[0] === "cut" ? /after about (19|2\d|30) s/ : /after about (\d|[12]\d|30) s/;
      if (faults.includes("cut")) await expect(page.getByText(after), name).toBeVisible();
    }),
  );
  await Promise.all(proxies.map(({ proxy }) => proxy.close()));
});

test("whoever is told of the fallback finds out why, what to change, and tells a colleague", async ({
  office: { server },
  newcomer,
  browse,
}) => {
  test.setTimeout(90_000);
  const bo = await newcomer("Bo");
  const page = await browse({ baseURL: server.url });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  // As a proxy that lets none of them live.
  await page.routeWebSocket(/./, (socket) => socket.close());
  await signIn(page, bo);
  await page.goto("/");
  await page.getByRole("region", { name: "Connection" }).getByRole("link", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { name: "Connection check", level: 1 })).toBeVisible();

  const fault = page.locator("[data-fault=socketSilent], [data-fault=socketRefused]");
  await expect(fault).toBeVisible({ timeout: 20_000 });
  await expect(fault.getByText("proxy_set_header Upgrade $http_upgrade;")).toBeVisible();
  await page.getByText("Apache", { exact: true }).click();
  await expect(fault.getByText("upgrade=websocket")).toBeVisible();

  await page.getByRole("button", { name: "Copy report" }).click();
  const report = expect.poll(() => page.evaluate(() => navigator.clipboard.readText()));
  await report.toMatch(/It works over the fallback[\s\S]*"socketIo":\{/);
  await page.getByRole("link", { name: "Back to the chat" }).click();
  await expect(page.getByRole("region", { name: "Connection" })).toBeVisible();
});

test("a stranger is asked to sign in first, and comes back to the check", async ({
  office: { server },
  newcomer,
  browse,
}) => {
  const page = await browse({ baseURL: server.url });
  await page.goto("/doctor");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdoctor/);
  const bo = await newcomer("Bo");
  await page.getByLabel("E-mail").fill(bo.email);
  await page.getByLabel("Password", { exact: true }).fill(bo.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Connection check", level: 1 })).toBeVisible();
});

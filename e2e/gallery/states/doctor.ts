/** The connection check: being made, all well, and with what may be in the way. */
import { probeEvents, probeEveryMs } from "#contract/probe.ts";
import { expect, type Stage } from "../stage.ts";
import type { State } from "../state.ts";

/** As short as the page allows. */
const short = "/doctor?seconds=5";

async function becomes({ page }: Stage, outcome: string): Promise<void> {
  const result = page.locator("[data-outcome]");
  await expect(result).toHaveAttribute("data-watched", "true");
  await expect(result).toHaveAttribute("data-outcome", outcome);
}

const fault = ({ page }: Stage, name: string) => page.locator(`[data-fault=${name}]`);

/** What the server tells of the request, changed. */
const seen = ({ page }: Stage, change: (probe: object) => object) =>
  page.route("**/api/v1/probe?*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change(await answer.json()) });
  });

/** The short stream, all at once. */
const holdBack = async ({ page }: Stage) => {
  const events = Array.from({ length: probeEvents }, (_, n) => JSON.stringify({ n, sentMs: n * probeEveryMs }));
  const body = events.map((data) => `data: ${data}\n\n`).join("");
  await page.route("**/api/v1/probe/stream", (route) => route.fulfill({ contentType: "text/event-stream", body }));
  await page.route("**/api/v1/events", () => undefined);
};

export const doctorStates: readonly State[] = [
  {
    name: "doctor-checking",
    async enter(stage) {
      await stage.page.routeWebSocket(/./, () => undefined);
      await stage.page.route("**/api/v1/**", () => undefined);
      await stage.page.goto("/doctor");
      await stage.see(stage.page.getByText(stage.t("doctor.meaning.checking")));
    },
  },
  {
    name: "doctor-well-so-far",
    async enter(stage) {
      await stage.page.goto("/doctor?seconds=600");
      await stage.see(stage.page.getByText(stage.t("doctor.meaning.liveButChecking")));
    },
  },
  {
    name: "doctor-well",
    async enter(stage) {
      await stage.page.goto(short);
      await becomes(stage, "live");
    },
  },
  {
    name: "doctor-fallback",
    async enter(stage) {
      await stage.refuseUpgrades();
      await stage.page.goto(short);
      await becomes(stage, "stream");
    },
  },
  {
    name: "doctor-polling",
    async enter(stage) {
      await stage.refuseUpgrades();
      await holdBack(stage);
      await stage.page.goto(short);
      await becomes(stage, "polling");
      await stage.see(fault(stage, "streamBuffered"));
    },
  },
  {
    name: "doctor-other-proxy",
    async enter(stage) {
      await stage.refuseUpgrades();
      await stage.page.goto(short);
      await becomes(stage, "stream");
      await stage.page.getByText("Kong", { exact: true }).click();
      await stage.see(stage.page.getByText(stage.t("doctor.words.socketKong")));
    },
  },
  {
    name: "doctor-address-unknown",
    async enter(stage) {
      await stage.refuseUpgrades();
      await seen(stage, (probe) => ({
        ...probe,
        known: false,
        proxied: true,
        peer: "10.0.0.5",
        forwarded: { for: 1 },
      }));
      await stage.page.goto(short);
      await stage.see(fault(stage, "addressUnknown"));
      await stage.see(fault(stage, "proxyUntrusted"));
    },
  },
  {
    name: "doctor-signed-out",
    async enter(stage) {
      await stage.page.route("**/api/v1/probe?*", (route) => route.fulfill({ status: 401, body: "{}" }));
      await stage.page.goto(short);
      await stage.see(stage.page.getByText(stage.t("doctor.meaning.signedOut")));
    },
  },
  {
    name: "doctor-report",
    async enter(stage) {
      // As where a page came over plain http from another machine.
      await stage.page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
      await stage.page.goto(short);
      await becomes(stage, "live");
      await stage.press(stage.t("doctor.copyReport"));
      await stage.see(stage.page.getByText(stage.t("doctor.reportByHand")));
    },
  },
];

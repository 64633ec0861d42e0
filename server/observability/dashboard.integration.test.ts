/** What deploy/ gives to operators asks only for what a node tells. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startNode } from "#test/support/node.ts";
import { ensurePromtool } from "../../scripts/lib/promtool.mjs";

const node = await startNode();
const deploy = fileURLToPath(new URL("../../deploy/", import.meta.url));
const alerts = join(deploy, "prometheus", "alerts.yaml");

const panelSchema = z.object({
  title: z.string(),
  type: z.string(),
  targets: z.array(z.object({ expr: z.string() })).default([]),
});
const dashboardSchema = z.object({
  panels: z.array(panelSchema),
  templating: z.object({ list: z.array(z.object({ query: z.union([z.string(), z.object({ query: z.string() })]) })) }),
});
const dashboard = dashboardSchema.parse(
  JSON.parse(readFileSync(join(deploy, "grafana", "dashboards", "parley.json"), "utf8")),
);
const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** Which may have to be fetched. */
beforeAll(() => void ensurePromtool(), 120_000);

/** Every series that a node has: histograms by their three names. */
async function series(): Promise<Set<string>> {
  const metrics = await (await fetch(`${node.url}/metrics`)).text();
  return new Set(
    [...metrics.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

const asked = (text: string): string[] => text.match(/\b(?:parley|process|nodejs)_\w+/g) ?? [];

function promtool(...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(ensurePromtool(), args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}
const check = (rules: string) => promtool("check", "rules", rules);

/** Calls with the path of a file that has this content. */
function withFile<T>(name: string, content: unknown, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "parley-rules-"));
  try {
    // YAML reads JSON.
    writeFileSync(join(folder, name), JSON.stringify(content));
    return use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every query of the dashboard names a metric that there is, and every metric is on it", async () => {
  const there = await series();
  const variables = dashboard.templating.list.map(({ query }) => (typeof query === "string" ? query : query.query));
  const wanted = [...queries, ...variables].flatMap(asked);
  expect(wanted.filter((name) => !there.has(name))).toEqual([]);
  const shown = new Set(wanted.map((name) => name.replace(/_(bucket|sum|count)$/, "")));
  const absent = [...there].map((name) => name.replace(/_(bucket|sum|count)$/, "")).filter((name) => !shown.has(name));
  expect([...new Set(absent)]).toEqual([]);
});

test("every panel asks something, and Prometheus understands each query", () => {
  const silent = dashboard.panels.filter(({ type, targets }) => type !== "row" && targets.length === 0);
  expect(silent).toEqual([]);
  const rules = queries.map((expr, n) => ({ record: `q${n}`, expr: expr.replaceAll("$__rate_interval", "5m") }));
  const { status, said } = withFile("rules.yaml", { groups: [{ name: "dashboard", rules }] }, check);
  expect({ status, said }).toMatchObject({ status: 0 });
});

test("the alerts are rules that Prometheus takes, of metrics that there are", async () => {
  const { status, said } = check(alerts);
  expect(said).toMatch(/SUCCESS: [1-9]\d* rules found/);
  expect(status).toBe(0);
  const there = await series();
  expect(asked(readFileSync(alerts, "utf8")).filter((name) => !there.has(name))).toEqual([]);
});

test("GW-3: somebody is told of a new dead letter, whatever was discarded before, and of none that was there already", () => {
  const annotations = {
    summary: "Within the last hour something could not be delivered, and is a dead letter now.",
    description: "At /admin/dead-letters is what it was and what went wrong, to be sent again or discarded.",
  };
  const told = (name: string, values: string) => ({ series: `parley_dead_letters{instance="${name}"}`, values });
  const firing = (eval_time: string, fires: boolean) => ({
    eval_time,
    alertname: "ParleyDeadLetters",
    exp_alerts: fires ? [{ exp_labels: { severity: "warn" }, exp_annotations: annotations }] : [],
  });
  const stories = {
    rule_files: [alerts],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        // Ten that are known; they are discarded; three come; an hour later they are known, too.
        input_series: [told("a", "10x30 0x30 3x120"), told("b", "_x20 10x10 0x30 3x120")],
        alert_rule_test: [firing("20m", false), firing("59m", false), firing("65m", true), firing("3h", false)],
      },
    ],
  };
  const { status, said } = withFile("stories.yaml", stories, (path) => promtool("test", "rules", path));
  expect({ status, said }).toMatchObject({ status: 0 });
});

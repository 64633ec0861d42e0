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

function check(rules: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(ensurePromtool(), ["check", "rules", rules], { encoding: "utf8" });
  return { status, said: stdout + stderr };
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
  const folder = mkdtempSync(join(tmpdir(), "parley-rules-"));
  try {
    const rules = queries.map((expr, n) => ({ record: `q${n}`, expr: expr.replaceAll("$__rate_interval", "5m") }));
    // YAML reads JSON.
    writeFileSync(join(folder, "rules.yaml"), JSON.stringify({ groups: [{ name: "dashboard", rules }] }));
    expect(check(join(folder, "rules.yaml"))).toMatchObject({ status: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the alerts are rules that Prometheus takes, of metrics that there are", async () => {
  const { status, said } = check(alerts);
  expect(said).toMatch(/SUCCESS: [1-9]\d* rules found/);
  expect(status).toBe(0);
  const there = await series();
  expect(asked(readFileSync(alerts, "utf8")).filter((name) => !there.has(name))).toEqual([]);
});

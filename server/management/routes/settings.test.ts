import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "#server/config.ts";
import { readRoutes } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-routes-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "routes.json");
const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const url = "http://ticker.internal:8080/parley";

const read = (content: unknown) => {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return () => readRoutes(path);
};

test("GW-2: a routes file names endpoints by action, with a time and a number of calls that may be left out", () => {
  const routes = { subscribeTicker: { url, secret, timeoutMs: 500, concurrency: 3 }, $default: { url, secret } };
  expect(read({ routes })()).toEqual({ ...routes, $default: { url, secret, timeoutMs: 3_000, concurrency: 10 } });
  expect(loadConfig({ ROUTES_FILE: path }).routes).toHaveProperty("subscribeTicker");
  expect(loadConfig({}).routes).toEqual({});
});

test.each<[string, unknown, RegExp]>([
  ["no JSON", "{", /ROUTES_FILE .*routes\.json is no JSON\./],
  ["something else", [], /the file /],
  [
    "one of Parley's own actions",
    { routes: { sendMessage: { url, secret } } },
    /routes\.sendMessage is an action of Parley's own\./,
  ],
  [
    "a special name that there is not",
    { routes: { $reconnect: { url, secret } } },
    /routes\.\$reconnect begins with \$, but is none of/,
  ],
  ["no address", { routes: { a: { url: "ftp://x", secret } } }, /routes\.a\.url must be an http or https address\./],
  ["a word as its secret", { routes: { a: { url, secret: "hunter2 hunter2" } } }, /routes\.a\.secret must be whsec_/],
  ["too long a time", { routes: { a: { url, secret, timeoutMs: 60_000 } } }, /routes\.a\.timeoutMs /],
  [
    "more time for $connect than browsers have",
    { routes: { $connect: { url, secret, timeoutMs: 5_000 } } },
    /routes\.\$connect\.timeoutMs is more than 3500: browsers do not wait longer/,
  ],
  ["a misspelt field", { routes: { a: { url, secret, timeout: 5 } } }, /routes\.a .*timeout/],
])("a routes file with %s stops the start in a sentence that tells no secret", (_what, content, sentence) => {
  expect(read(content)).toThrow(sentence);
  expect(read(content)).not.toThrow(/hunter2/);
});

test("a routes file that is not there stops the start in a sentence", () => {
  expect(() => loadConfig({ ROUTES_FILE: join(folder, "absent.json") })).toThrow(
    /ROUTES_FILE .*absent\.json cannot be read\./,
  );
});

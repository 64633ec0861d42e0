import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { StartError } from "./start-error.ts";

/** The sentences with which an environment is refused. */
function refusal(environment: Record<string, string>): string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof StartError) return error.message.split("\n");
    throw error;
  }
  return [];
}

test("an empty environment is a private server on loopback", () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    port: 3000,
    publicUrl: "http://localhost:3000",
    hosts: ["127.0.0.1", "::1"],
    registration: "invite",
  });
  expect(config.databaseUrl).toBeUndefined();
});

test("the public URL follows the port, and an empty setting counts as absent", () => {
  expect(loadConfig({ PORT: "4000", PUBLIC_URL: "" }).publicUrl).toBe("http://localhost:4000");
});

test("AUTH-6: a server without a set-up link is not reachable from outside", () => {
  expect(loadConfig({ PUBLIC_URL: "http://127.0.0.1:3000" }).hosts).toEqual(["127.0.0.1", "::1"]);
  expect(loadConfig({ PUBLIC_URL: "https://chat.example.com" }).hosts).toEqual([]);
  expect(loadConfig({ HOST: "0.0.0.0" }).hosts).toEqual(["0.0.0.0"]);
});

test("every wrong setting is named in a sentence of its own", () => {
  const sentences = refusal({
    PORT: "70000",
    PUBLIC_URL: "https://a.example/chat",
    REGISTRATION: "yes",
    DATABASE_POOL_SIZE: "1.5",
  });
  expect(sentences).toEqual([
    'PORT must be a whole number from 1 to 65535, but is "70000".',
    'DATABASE_POOL_SIZE must be a whole number from 2 to 1000, but is "1.5".',
    'PUBLIC_URL must be an http or https address without a path, such as https://chat.example.com, but is "https://a.example/chat".',
    'REGISTRATION must be invite, open or closed, but is "yes".',
  ]);
});

test.each([
  ["AUTH_SECRET", "short-and-secret"],
  ["DATABASE_URL", "mysql://root:hunter2@db/parley"],
  ["METRICS_TOKEN", "too-short-and-secret"],
])("a wrong %s is refused without being shown", (name, value) => {
  const [sentence] = refusal({ [name]: value });
  expect(sentence).toMatch(new RegExp(`^${name} must `));
  expect(sentence).not.toContain(value);
});

test.each(["10.0.0.0/8, ::1", "loopback", "uniquelocal,203.0.113.7"])("TRUSTED_PROXIES takes %s", (value) => {
  expect(loadConfig({ TRUSTED_PROXIES: value }).trustedProxies.length).toBeGreaterThan(0);
});

test.each(["everyone", "10.0.0.0/99", "10.0.0.1,nginx"])("TRUSTED_PROXIES refuses %s", (value) => {
  expect(refusal({ TRUSTED_PROXIES: value })[0]).toMatch(/^TRUSTED_PROXIES must /);
});

test("each limit is a setting, and LIMITS=off lifts rates but never sizes", () => {
  expect(loadConfig({ LIMIT_MESSAGES_PER_SECOND: "50" }).limits.messagesPerSecond).toBe(50);
  const lifted = loadConfig({ LIMITS: "off" }).limits;
  expect(lifted.messagesPerSecond).toBeNull();
  expect(lifted.frameBytes).toBe(65_536);
});

test("LIMITS=off is refused where others could reach the server", () => {
  expect(refusal({ LIMITS: "off", PUBLIC_URL: "https://chat.example.com" })[0]).toMatch(
    /^LIMITS must be on unless PUBLIC_URL/,
  );
});

test("the page of components is there in development and where it is asked for, and refused where others could see it", () => {
  expect(loadConfig({}).designPage).toBe(false);
  expect(loadConfig({ NODE_ENV: "development" }).designPage).toBe(true);
  expect(loadConfig({ DESIGN_PAGE: "on" }).designPage).toBe(true);
  expect(refusal({ DESIGN_PAGE: "on", PUBLIC_URL: "https://chat.example.com" })[0]).toMatch(
    /^DESIGN_PAGE must be off unless PUBLIC_URL/,
  );
});

test("OpenID Connect is configured wholly or not at all", () => {
  const whole = {
    OIDC_ISSUER: "https://id.example.com",
    OIDC_CLIENT_ID: "parley",
    OIDC_CLIENT_SECRET: "s",
    OIDC_NAME: "Example",
  };
  expect(loadConfig(whole).oidc).toMatchObject({ clientId: "parley", name: "Example" });
  expect(refusal({ ...whole, OIDC_CLIENT_SECRET: "" })[0]).toMatch(/^OIDC_CLIENT_SECRET must be set too/);
});

test("the configuration cannot be changed afterwards", () => {
  const config = loadConfig({});
  expect(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.hosts)).toBe(true);
});

test("nothing is traced unless a collector is named, and then everything unless a share is", () => {
  expect(loadConfig({ OTEL_TRACES_SAMPLER_ARG: "0.5" }).traces).toBeUndefined();
  const endpoint = "http://collector:4318";
  expect(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).traces).toEqual({ endpoint, share: 1 });
  expect(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: "0.01" }).traces).toEqual({
    endpoint,
    share: 0.01,
  });
  expect(refusal({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318", OTEL_TRACES_SAMPLER_ARG: "1.5" })).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT must be the collector\'s http or https address, but is "collector:4318".',
    'OTEL_TRACES_SAMPLER_ARG must be the share of commands to trace, from 0 to 1, but is "1.5".',
  ]);
});

test("a node drains within 30 seconds unless told otherwise", () => {
  expect(loadConfig({}).drainSeconds).toBe(30);
  expect(loadConfig({ DRAIN_SECONDS: "0" }).drainSeconds).toBe(0);
  expect(refusal({ DRAIN_SECONDS: "3601" })).toHaveLength(1);
});

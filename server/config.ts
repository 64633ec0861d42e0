/** The environment, as a typed and frozen configuration: the only place that reads settings. */
import { hostname } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { defaultLimits, type Limits, liftedLimits } from "#contract/limits.ts";
import { type RoutesSettings, readRoutes } from "./management/routes/settings.ts";
import { choice, limitSetting, list, type Parsed, secret, setting, text, whole } from "./settings.ts";
import { isAddressRange, isLoopback, originOf } from "./settings-net.ts";
import { StartError } from "./start-error.ts";

/** See docs/operations.md for what each setting does. */
export type Config = Readonly<{
  /** `NODE_ENV=development`: hot reload, stacks in error pages. */
  development: boolean;
  /** Whether `/design` shows the components; in development it always does. */
  designPage: boolean;
  port: number;
  /** Addresses to listen on; none means all of them. */
  hosts: readonly string[];
  /** Absolute. */
  dataDir: string;
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  databasePoolSize: number;
  /** An origin, without a slash at its end. */
  publicUrl: string;
  publicUrlIsLoopback: boolean;
  /** Origins besides the public URL's from which a cookie counts (AUTH-3). */
  allowedOrigins: readonly string[];
  registration: "invite" | "open" | "closed";
  /** Absent: made and kept in the data folder, see `authSecret`. */
  authSecret: string | undefined;
  /** Whose `X-Forwarded-For` counts, as `proxy-addr` takes them. */
  trustedProxies: readonly string[];
  limits: Limits;
  logLevel: (typeof logLevels)[number];
  logFormat: "json" | "pretty";
  nodeName: string;
  /** Within which a node that is stopped has sent its connections away. */
  drainSeconds: number;
  /** The key pair that signs requests to `/@connections`; absent, there is no such API (GW-1). */
  management: Readonly<{ accessKeyId: string; secretAccessKey: string }> | undefined;
  /** Opens `/metrics`; absent, it is for programs of this machine only, and with a public URL elsewhere for nobody. */
  metricsToken: string | undefined;
  /** By action, `$connect`, `$disconnect`, `$default`; empty without a routes file (GW-2). */
  routes: RoutesSettings;
  /** Private addresses that webhooks may be posted to, as `proxy-addr` takes them. */
  webhookAllowedAddresses: readonly string[];
  /** Where traces of commands go; absent, there are none. */
  traces: Readonly<{ endpoint: string; share: number }> | undefined;
  oidc: Readonly<{ issuer: string; clientId: string; clientSecret: string; name: string }> | undefined;
}>;

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const settingsSchema = z.object({
  NODE_ENV: text,
  PORT: whole(1, 65_535),
  HOST: setting(
    (value) => (/^[\w.:-]+$/.test(value) ? value : undefined),
    "must be one address to listen on, such as 0.0.0.0",
  ),
  DATA_DIR: text,
  DATABASE_URL: secret(
    (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
    "must be a URL that begins with postgresql://",
  ),
  DATABASE_POOL_SIZE: whole(2, 1000),
  PUBLIC_URL: setting(originOf, "must be an http or https address without a path, such as https://chat.example.com"),
  ALLOWED_ORIGINS: list(originOf, "must be a comma-separated list of origins, such as https://intranet.example.com"),
  REGISTRATION: choice(["invite", "open", "closed"]),
  AUTH_SECRET: secret((value) => value.length >= 32, "must have at least 32 characters"),
  TRUSTED_PROXIES: list(
    (value) => (isAddressRange(value) ? value : undefined),
    "must be a comma-separated list of addresses, ranges such as 10.0.0.0/8, or the names loopback, linklocal, uniquelocal",
  ),
  LIMITS: choice(["on", "off"]),
  DESIGN_PAGE: choice(["on", "off"]),
  LIMIT_FRAME_BYTES: whole(1024, 16 * 1024 * 1024),
  LIMIT_SYNC_FRAME_BYTES: whole(1024, 64 * 1024 * 1024),
  // The schema of the contract holds the upper bound for every server.
  LIMIT_TEXT_LENGTH: whole(1, defaultLimits.textLength),
  LIMIT_COMMANDS_PER_SECOND: whole(1, 100_000),
  LIMIT_COMMANDS_BURST: whole(1, 1_000_000),
  LIMIT_MESSAGES_PER_SECOND: whole(1, 100_000),
  LIMIT_MESSAGES_BURST: whole(1, 1_000_000),
  LIMIT_CONNECTIONS_PER_USER: whole(1, 100_000),
  LIMIT_NEW_CONNECTIONS_PER_SECOND: whole(1, 100_000),
  LIMIT_LAG_BYTES: whole(1024, 1024 * 1024 * 1024),
  LIMIT_MAX_BUFFER_BYTES: whole(1024, 1024 * 1024 * 1024),
  LIMIT_MAX_LAG_MS: whole(100, 3_600_000),
  LOG_LEVEL: choice(logLevels),
  LOG_FORMAT: choice(["json", "pretty"]),
  NODE_NAME: setting(
    (value) => (/^[\w.:-]{1,64}$/.test(value) ? value : undefined),
    "must be 1 to 64 letters, digits, dots, colons, dashes",
  ),
  DRAIN_SECONDS: whole(0, 3600),
  MANAGEMENT_ACCESS_KEY_ID: setting(
    (value) => (/^\w{4,128}$/.test(value) ? value : undefined),
    "must be 4 to 128 letters, digits, underscores",
  ),
  MANAGEMENT_SECRET_ACCESS_KEY: secret((value) => value.length >= 32, "must have at least 32 characters"),
  METRICS_TOKEN: secret(
    (value) => /^[\x21-\x7e]{32,}$/.test(value),
    "must have at least 32 characters, without spaces",
  ),
  ROUTES_FILE: text,
  WEBHOOK_ALLOWED_ADDRESSES: list(
    (value) => (isAddressRange(value) ? value : undefined),
    "must be a comma-separated list of addresses, ranges such as 10.0.0.0/8, or the names loopback, linklocal, uniquelocal",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    (value) => (/^https?:/.test(value) && URL.canParse(value) ? value : undefined),
    "must be the collector's http or https address",
  ),
  OTEL_TRACES_SAMPLER_ARG: setting(
    (value) => (/^(0(\.\d+)?|1(\.0+)?)$/.test(value) ? Number(value) : undefined),
    "must be the share of commands to trace, from 0 to 1",
  ),
  OIDC_ISSUER: setting(
    (value) => (/^https?:/.test(value) && URL.canParse(value) ? value : undefined),
    "must be the provider's http or https address",
  ),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: text,
} satisfies Record<string, Parsed>);
type Settings = z.output<typeof settingsSchema>;

/** Throws a `StartError` with one sentence per wrong setting. An empty setting counts as absent. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = settingsSchema.safeParse(present);
  if (!parsed.success)
    throw new StartError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"));
  const settings = parsed.data;
  const config = assemble(settings);
  const problems = contradictions(settings, config);
  if (problems.length > 0) throw new StartError(problems.join("\n"));
  return freeze(config);
}

function assemble(settings: Settings): Config {
  const port = settings.PORT ?? 3000;
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${port}`;
  const loopback = isLoopback(publicUrl);
  return {
    development: settings.NODE_ENV === "development",
    designPage: settings.NODE_ENV === "development" || settings.DESIGN_PAGE === "on",
    port,
    // On a loopback URL the first visitor owns the server without a set-up link (AUTH-6): nobody else may reach it.
    hosts: settings.HOST ? [settings.HOST] : loopback ? ["127.0.0.1", "::1"] : [],
    dataDir: resolve(settings.DATA_DIR ?? "data"),
    databaseUrl: settings.DATABASE_URL,
    databasePoolSize: settings.DATABASE_POOL_SIZE ?? 20,
    publicUrl,
    publicUrlIsLoopback: loopback,
    allowedOrigins: settings.ALLOWED_ORIGINS ?? [],
    registration: settings.REGISTRATION ?? "invite",
    authSecret: settings.AUTH_SECRET,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    limits: limitsOf(settings),
    logLevel: settings.LOG_LEVEL ?? "info",
    logFormat: settings.LOG_FORMAT ?? "json",
    nodeName: settings.NODE_NAME ?? hostname().slice(0, 64),
    drainSeconds: settings.DRAIN_SECONDS ?? 30,
    management: managementOf(settings),
    metricsToken: settings.METRICS_TOKEN,
    traces: settings.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT, share: settings.OTEL_TRACES_SAMPLER_ARG ?? 1 }
      : undefined,
    routes: routesOf(settings),
    webhookAllowedAddresses: settings.WEBHOOK_ALLOWED_ADDRESSES ?? [],
    oidc: oidcOf(settings),
  };
}

function limitsOf(settings: Settings): Limits {
  const base = settings.LIMITS === "off" ? liftedLimits : defaultLimits;
  const chosen: Record<string, number> = {};
  for (const name of Object.keys(base)) {
    const value = settings[limitSetting(name) as keyof Settings];
    if (typeof value === "number") chosen[name] = value;
  }
  return { ...base, ...chosen };
}

function routesOf({ ROUTES_FILE: path }: Settings): RoutesSettings {
  if (!path) return {};
  try {
    return readRoutes(resolve(path));
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

function managementOf(settings: Settings): Config["management"] {
  const { MANAGEMENT_ACCESS_KEY_ID: accessKeyId, MANAGEMENT_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

function oidcOf(settings: Settings): Config["oidc"] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = settings;
  return issuer && clientId && clientSecret && name ? { issuer, clientId, clientSecret, name } : undefined;
}

function contradictions(settings: Settings, config: Config): string[] {
  const problems: string[] = [];
  if (settings.LIMITS === "off" && !config.publicUrlIsLoopback)
    problems.push("LIMITS must be on unless PUBLIC_URL is a loopback address: anyone could flood the server.");
  if (settings.DESIGN_PAGE === "on" && !config.publicUrlIsLoopback)
    problems.push("DESIGN_PAGE must be off unless PUBLIC_URL is a loopback address: it is for those who build Parley.");
  if (Boolean(settings.MANAGEMENT_ACCESS_KEY_ID) !== Boolean(settings.MANAGEMENT_SECRET_ACCESS_KEY))
    problems.push("MANAGEMENT_ACCESS_KEY_ID and MANAGEMENT_SECRET_ACCESS_KEY must be set together or not at all.");
  const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"] as const;
  const missing = oidc.filter((name) => !settings[name]);
  if (missing.length > 0 && missing.length < oidc.length)
    problems.push(
      `${missing.join(", ")} must be set too: the OIDC_ settings are used all four together or not at all.`,
    );
  if (config.limits.lagBytes > config.limits.maxBufferBytes)
    problems.push("LIMIT_LAG_BYTES must not be above LIMIT_MAX_BUFFER_BYTES, where a connection is closed.");
  if (config.limits.frameBytes > config.limits.syncFrameBytes)
    problems.push("LIMIT_FRAME_BYTES must not be above LIMIT_SYNC_FRAME_BYTES, the limit of the larger frames.");
  if (!config.databaseUrl && config.databasePoolSize > 80)
    problems.push(
      "DATABASE_POOL_SIZE must be at most 80 with the embedded PostgreSQL, which takes 100 connections in all.",
    );
  return problems;
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === "object" && inner !== null) freeze(inner);
  return Object.freeze(value);
}

/** The operator's routes file: `{"routes": {"<action>|$connect|$disconnect|$default": {url, timeoutMs, concurrency, secret}}}`. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { isAction } from "#contract/commands.ts";

/** A command is answered within 10 s, whoever answers it. */
const maxTimeoutMs = 9_000;
/** Browsers wait 4 s for the first word of a connection, and then take the way for broken (FB-1). */
const maxConnectMs = 3_500;
const special = ["$connect", "$disconnect", "$default"];

const name = z
  .string()
  .max(64, "has more than 64 characters")
  .refine((key) => !key.startsWith("$") || special.includes(key), `begins with $, but is none of ${special.join(", ")}`)
  .refine((key) => !isAction(key), "is an action of Parley's own");

const route = z.strictObject({
  url: z
    .string()
    .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), "must be an http or https address"),
  timeoutMs: z.int().min(50).max(maxTimeoutMs).default(3_000),
  concurrency: z.int().min(1).max(1_000).default(10),
  secret: z.string().refine(isSigningSecret, "must be whsec_ and 24 to 64 bytes in base64: openssl rand -base64 24"),
});

const file = z.strictObject({
  routes: z.record(name, route).refine(({ $connect }) => $connect === undefined || $connect.timeoutMs <= maxConnectMs, {
    path: ["$connect", "timeoutMs"],
    message: `is more than ${maxConnectMs}: browsers do not wait longer to be let in`,
  }),
});

export type RouteSettings = Readonly<z.output<typeof route>>;
export type RoutesSettings = Readonly<Record<string, RouteSettings>>;

/** Throws an `Error` with one sentence per mistake, none of which quotes a secret. */
export function readRoutes(path: string): RoutesSettings {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is no JSON" : "cannot be read";
    throw new Error(`ROUTES_FILE ${path} ${why}.`);
  }
  const parsed = file.safeParse(value);
  if (parsed.success) return parsed.data.routes;
  const sentences = parsed.error.issues.map((issue) => {
    const mistake = issue.code === "invalid_key" ? issue.issues[0]?.message : issue.message;
    return `ROUTES_FILE ${path}: ${issue.path.join(".") || "the file"} ${mistake}.`;
  });
  throw new Error(sentences.join("\n"));
}

function isSigningSecret(text: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, "base64").length;
  return bytes >= 24 && bytes <= 64;
}

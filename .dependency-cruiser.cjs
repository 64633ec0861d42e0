// Who may import whom, one line for each layer: the table of docs/architecture.md. Everything else is an error.
// Tests count with test/, wherever they stand; a type counts as an import.
const everywhere = ["contract", "server/observability"];
const layers = {
  contract: ["contract"],
  client: ["client", "contract"],
  "server/domain": ["server/domain", "contract"],
  "server/observability": ["server/observability", "contract"],
  "server/store": ["server/store", "server/domain", ...everywhere],
  "server/pictures": ["server/pictures", "server/domain", ...everywhere],
  "server/broker": ["server/broker", "server/domain", ...everywhere],
  "server/auth": ["server/auth", "server/domain", ...everywhere],
  "server/gateway": ["server/gateway", "server/auth", "server/domain", ...everywhere],
  "server/transports": ["server/transports", "server/gateway", "server/auth", "server/domain", ...everywhere],
  "server/deliveries": ["server/deliveries", "server/domain", ...everywhere],
  "server/incoming": ["server/incoming", "server/auth", "server/domain", ...everywhere],
  "server/management": [
    "server/management",
    "server/deliveries",
    "server/gateway",
    "server/auth",
    "server/domain",
    ...everywhere,
  ],
  "server/process.ts": ["server/process.ts"],
  "server/facade.ts": [
    "server/facade.ts",
    "server/process.ts",
    "server/rest",
    "server/store",
    "server/broker",
    "server/auth",
    "server/domain",
    ...everywhere,
  ],
  "server/rest": [
    "server/rest",
    "server/facade.ts",
    "server/pictures",
    "server/store",
    "server/broker",
    "server/auth",
    "server/domain",
    ...everywhere,
  ],
  app: ["app", "client", "contract", "server/facade.ts"],
  e2e: ["e2e", "client", "contract", "test/support", "app/_text/messages"],
  // What programs outside may rely on.
  examples: ["examples", "client/gateway-client.ts", "client/public.ts", "contract"],
};
const tests = "([.]test[.]tsx?$|^test/|^e2e/)";

const at = (names) => `^(${names.map((name) => name.replaceAll(".", "[.]")).join("|")})(/|$)`;
const rule = (name, from, to) => ({ name, severity: "error", from, to });

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, may]) =>
      rule(
        `${layer} imports only ${may.join(", ")}`,
        { path: at([layer]), pathNot: layer === "e2e" ? "^$" : tests },
        {
          path: at(["app", "bench", "client", "contract", "e2e", "examples", "prisma", "server", "test"]),
          pathNot: at(may),
        },
      ),
    ),
    rule(
      "contract needs only zod",
      { path: at(["contract"]), pathNot: tests },
      { pathNot: ["^contract/", "node_modules/zod/"] },
    ),
    rule(
      "browsers load of zod only its mini",
      { path: at(["contract", "client", "app"]), pathNot: [tests, "^client/node/", "^app/(api|_server)/"] },
      { path: "node_modules/zod/", pathNot: "node_modules/zod/mini/" },
    ),
    rule(
      "client runs in any browser",
      { path: at(["client"]), pathNot: [tests, "^client/node/"] },
      { dependencyTypes: ["core"] },
    ),
    rule(
      "client knows no React",
      { path: at(["client"]), pathNot: tests },
      { path: "node_modules/(react|react-dom|next)/" },
    ),
    rule(
      "domain knows no framework",
      { path: at(["server/domain"]), pathNot: tests },
      { path: "node_modules/", pathNot: "node_modules/zod/" },
    ),
    rule(
      "only the store knows Prisma",
      { pathNot: [at(["server/store", "bench", "prisma", "prisma.config.ts", "tools"]), tests] },
      { path: ["node_modules/([.]prisma|@?prisma)/", at(["server/store/generated"])] },
    ),
    rule(
      "only server/pictures decodes pictures",
      { pathNot: [at(["server/pictures"]), tests] },
      { path: "node_modules/sharp/" },
    ),
    rule(
      "only server/observability knows what counts and traces",
      { pathNot: [at(["server/observability"]), tests] },
      { path: "node_modules/(prom-client|@opentelemetry)/" },
    ),
    rule(
      "the facade never reaches live sockets",
      { path: at(["server/facade.ts", "server/rest", "app"]), pathNot: tests },
      { path: at(["server/gateway", "server/transports"]), reachable: true },
    ),
    rule(
      "commands and the seed never touch live sockets",
      { path: at(["server/commands", "prisma"]), pathNot: tests },
      { path: at(["server/gateway", "server/transports"]) },
    ),
    rule("nothing imports test", { pathNot: [tests, at(["bench"]), "^[^/]+$"] }, { path: at(["test", "e2e"]) }),
    rule("no cycles", {}, { circular: true }),
    rule("what is imported exists", {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "server/store/generated"] },
    exclude: { path: ["^[.]next/", "^data/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

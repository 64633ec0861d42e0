/** The import table is enforced: each forbidden import, planted in a small copy of the house, is found and named. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { cruise } from "../scripts/lib/boundaries.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const house = mkdtempSync(join(tmpdir(), "parley-boundaries-"));
afterAll(() => rmSync(house, { recursive: true }));

/** One file of each layer; `thing` is all that it exports. */
const layers = [
  "contract/thing.ts",
  "client/thing.ts",
  "client/gateway-client.ts",
  "client/node/thing.ts",
  "server/domain/thing.ts",
  "server/observability/thing.ts",
  "server/store/thing.ts",
  "server/store/generated/thing.ts",
  "server/pictures/thing.ts",
  "server/broker/thing.ts",
  "server/auth/thing.ts",
  "server/gateway/thing.ts",
  "server/transports/thing.ts",
  "server/deliveries/thing.ts",
  "server/incoming/thing.ts",
  "server/management/thing.ts",
  "server/rest/thing.ts",
  "server/commands/thing.ts",
  "server/config.ts",
  "server/main.ts",
  "server/facade.ts",
  "app/thing.tsx",
  "e2e/thing.ts",
  "examples/thing.ts",
  "test/support/thing.ts",
];

const value = (from: string) => `import { thing } from "${from}";\nexport const mine = thing;\n`;
const type = (from: string) => `import type { Thing } from "${from}";\nexport type Mine = Thing;\n`;

/** Where it is planted, what it says, and words of the rule that must object. */
const forbidden: [file: string, source: string, rule: RegExp][] = [
  ["contract/planted-1.ts", value("#server/domain/thing.ts"), /^contract imports only/],
  [
    "contract/planted-2.ts",
    `import { join } from "node:path";\nexport const mine = join;\n`,
    /^contract needs only zod/,
  ],
  ["contract/planted-3.ts", `import pg from "pg";\nexport const mine = pg;\n`, /^contract needs only zod/],
  ["contract/planted-4.ts", `import { z } from "zod";\nexport const mine = z;\n`, /^browsers load of zod only/],
  ["client/planted-1.ts", value("#server/domain/thing.ts"), /^client imports only/],
  ["client/planted-2.ts", `import { join } from "node:path";\nexport const mine = join;\n`, /^client runs in any/],
  ["client/planted-3.ts", `import { memo } from "react";\nexport const mine = memo;\n`, /^client knows no React/],
  ["client/planted-4.ts", type("#server/gateway/thing.ts"), /^client imports only/],
  ["server/domain/planted-1.ts", value("#server/store/thing.ts"), /^server\/domain imports only/],
  ["server/domain/planted-2.ts", type("#server/store/thing.ts"), /^server\/domain imports only/],
  ["server/domain/planted-3.ts", value("#server/observability/thing.ts"), /^server\/domain imports only/],
  [
    "server/domain/planted-4.ts",
    `import { WebSocket } from "ws";\nexport const mine = WebSocket;\n`,
    /^domain knows no/,
  ],
  ["server/store/planted-1.ts", value("#server/broker/thing.ts"), /^server\/store imports only/],
  ["server/broker/planted-1.ts", value("#server/store/thing.ts"), /^server\/broker imports only/],
  ["server/auth/planted-1.ts", value("#server/store/thing.ts"), /^server\/auth imports only/],
  ["server/gateway/planted-1.ts", value("#server/store/thing.ts"), /^server\/gateway imports only/],
  ["server/gateway/planted-2.ts", value("#server/transports/thing.ts"), /^server\/gateway imports only/],
  ["server/gateway/planted-3.ts", type("#server/config.ts"), /^server\/gateway imports only/],
  ["server/transports/planted-1.ts", value("#server/facade.ts"), /^server\/transports imports only/],
  ["server/deliveries/planted-1.ts", value("#server/gateway/thing.ts"), /^server\/deliveries imports only/],
  ["server/deliveries/planted-2.ts", type("#server/store/thing.ts"), /^server\/deliveries imports only/],
  ["server/incoming/planted-1.ts", value("#server/rest/thing.ts"), /^server\/incoming imports only/],
  ["server/management/planted-1.ts", value("#server/store/thing.ts"), /^server\/management imports only/],
  ["server/gateway/planted-6.ts", value("#server/management/thing.ts"), /^server\/gateway imports only/],
  ["server/rest/planted-1.ts", value("#server/gateway/thing.ts"), /^server\/rest imports only/],
  ["server/rest/planted-2.ts", type("#server/transports/thing.ts"), /^the facade never reaches/],
  ["server/commands/planted-1.ts", value("#server/gateway/thing.ts"), /^commands and the seed never touch/],
  [
    "server/planted-1.ts",
    `import { PrismaPg } from "@prisma/adapter-pg";\nexport const mine = PrismaPg;\n`,
    /knows Prisma/,
  ],
  ["server/pictures/planted-1.ts", value("#server/store/thing.ts"), /^server\/pictures imports only/],
  [
    "server/rest/planted-3.ts",
    `import sharp from "sharp";\nexport const mine = sharp;\n`,
    /^only server\/pictures decodes/,
  ],
  [
    "server/gateway/planted-7.ts",
    `import { Counter } from "prom-client";\nexport const mine = Counter;\n`,
    /^only server\/observability knows/,
  ],
  [
    "server/planted-4.ts",
    `import { trace } from "@opentelemetry/api";\nexport const mine = trace;\n`,
    /^only server\/observability knows/,
  ],
  ["server/planted-2.ts", value("#server/store/generated/thing.ts"), /^only the store knows Prisma/],
  ["server/planted-3.ts", value("#test/support/thing.ts"), /^nothing imports test/],
  ["app/planted-1.tsx", value("#server/domain/thing.ts"), /^app imports only/],
  ["app/planted-2.tsx", type("#server/store/thing.ts"), /^app imports only/],
  ["e2e/planted-1.ts", value("#server/main.ts"), /^e2e imports only/],
  ["examples/planted-1.ts", value("#client/thing.ts"), /^examples imports only/],
  ["examples/planted-2.ts", type("#server/facade.ts"), /^examples imports only/],
  ["client/planted-5.ts", value("../examples/thing.ts"), /^client imports only/],
  ["server/gateway/planted-4.ts", type("#server/gateway/planted-5.ts"), /^no cycles/],
  ["server/domain/planted-5.ts", value("#server/domain/absent.ts"), /^what is imported exists/],
];

/** What must be let be. */
const allowed: [file: string, source: string][] = [
  ["contract/fine-1.ts", `import * as z from "zod/mini";\nexport const mine = z;\n`],
  ["app/api/fine-1.ts", `import { z } from "zod";\nexport const mine = z;\n`],
  ["client/fine-1.ts", value("#contract/thing.ts")],
  ["client/fine-2.test.ts", value("#server/domain/thing.ts")],
  ["client/node/fine-3.ts", `import { join } from "node:path";\nexport const mine = join;\n`],
  ["server/store/fine-4.ts", value("#server/store/generated/thing.ts")],
  ["server/pictures/fine-11.ts", `import sharp from "sharp";\nexport const mine = sharp;\n`],
  ["server/observability/fine-14.ts", `import { Counter } from "prom-client";\nexport const mine = Counter;\n`],
  ["server/gateway/fine-15.ts", value("#server/observability/thing.ts")],
  ["server/rest/fine-12.ts", value("#server/pictures/thing.ts")],
  ["server/gateway/fine-5.ts", value("#server/auth/thing.ts")],
  ["server/transports/fine-6.ts", value("#server/gateway/thing.ts")],
  ["server/rest/fine-7.ts", value("#server/store/thing.ts")],
  ["server/management/fine-13.ts", value("#server/deliveries/thing.ts")],
  ["server/fine-8.ts", value("#server/gateway/thing.ts")],
  ["app/fine-9.tsx", value("#server/facade.ts")],
  ["e2e/fine-10.ts", value("#test/support/thing.ts")],
  ["examples/fine-16.ts", value("#client/gateway-client.ts")],
];

function plant(file: string, source: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), source);
}

for (const file of [".dependency-cruiser.cjs", "package.json", "tsconfig.json"]) {
  copyFileSync(join(root, file), join(house, file));
}
symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
for (const file of layers) plant(file, `export const thing = 1;\nexport type Thing = number;\n`);
for (const [file, source] of [...forbidden, ...allowed]) plant(file, source);
plant("server/gateway/planted-5.ts", type("#server/gateway/planted-4.ts"));
const { violations, typescript } = await cruise(house);

test("TypeScript is looked at", () => {
  expect(typescript).toBeGreaterThanOrEqual(layers.length + forbidden.length + allowed.length);
});

test.each(forbidden)("%s is refused", (file, _source, rule) => {
  const rules = violations.filter(({ from }) => from === file).map((violation) => violation.rule);
  expect(rules).toContainEqual(expect.stringMatching(rule));
});

test.each(allowed)("%s is let be", (file) => {
  expect(violations.filter(({ from }) => from === file)).toEqual([]);
});

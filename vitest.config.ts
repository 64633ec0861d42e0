import { configDefaults, defineConfig } from "vitest/config";

const integration = "**/*.integration.test.ts";
/** What is waited for comes soon, or never: the bound is for a machine that is busy with other things. */
const poll = { timeout: 10_000 };

// Aliases need no mention: Vite reads the "imports" of package.json, as Node does.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, integration, "e2e/**", "data/**", ".next/**"],
          testTimeout: 20_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: "integration",
          include: [integration],
          exclude: [...configDefaults.exclude, "data/**", ".next/**"],
          globalSetup: "test/support/global-setup.ts",
          testTimeout: 30_000,
          expect: { poll },
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

import { configDefaults, defineConfig } from "vitest/config";

const integration = "**/*.integration.test.ts";

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
        },
      },
      {
        test: {
          name: "integration",
          include: [integration],
          exclude: [...configDefaults.exclude, "data/**", ".next/**"],
          globalSetup: "test/support/global-setup.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

/** The components by themselves. */
import type { State } from "../state.ts";

export const design: readonly State[] = [
  {
    name: "design",
    as: "nobody",
    // Its words are for those who build Parley, and stay English from left to right.
    untranslated: true,
    async enter({ page }) {
      await page.goto("/design");
      // Measured, not "…".
      await page
        .getByText(/^\d+\.\d$/)
        .last()
        .waitFor();
    },
  },
];

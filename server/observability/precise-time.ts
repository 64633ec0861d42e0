/** The wall clock finer than in milliseconds: what happens on one node takes less than one. */

/** How long the steady clock is trusted after it was compared with the wall's, which may be set meanwhile. */
const trustedMs = 60_000;

let comparedAt = Number.NEGATIVE_INFINITY;
let offset = 0;

/** Epoch milliseconds with their fractions. */
export function preciseNow(): number {
  const steady = performance.now();
  if (steady - comparedAt > trustedMs) {
    comparedAt = steady;
    offset = Date.now() - steady;
  }
  return steady + offset;
}

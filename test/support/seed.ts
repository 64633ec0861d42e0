/**
 * What a run draws its random things from: always the same, so that a run which fails says something of what was changed.
 * The variable names another one, to repeat a run; "random" draws a new one.
 */
export function seedOf(variable: string): number {
  const wanted = process.env[variable] ?? "20260101";
  if (wanted === "random") return Math.floor(Math.random() * 2 ** 31);
  if (!/^\d{1,10}$/.test(wanted)) throw new Error(`${variable} is a whole number or "random", not "${wanted}".`);
  return Number(wanted);
}

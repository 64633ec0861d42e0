/** How one setting is read: a text from the environment, or a sentence that says what it must be. */
import { z } from "zod";

export type Parsed = z.ZodType;

/** `parse` answers undefined where the text is no such value; the sentence then quotes it. */
export const setting = <T>(parse: (value: string) => T | undefined, must: string) =>
  read(parse, (value) => `${must}, but is "${value}".`);

/** A setting whose value is never shown, be it wrong. */
export const secret = (holds: (value: string) => boolean, must: string) =>
  read(
    (value) => (holds(value) ? value : undefined),
    () => `${must}.`,
  );

export const text = read(
  (value) => value,
  () => "must be a text.",
);

export const whole = (least: number, most: number) =>
  setting(
    (value) =>
      /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined,
    `must be a whole number from ${least} to ${most}`,
  );

export const choice = <const T extends string>(choices: readonly T[]) =>
  setting(
    (value) => choices.find((one) => one === value),
    `must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`,
  );

/** Comma-separated; one wrong element refuses the whole. */
export const list = <T>(parse: (value: string) => T | undefined, must: string) =>
  setting((value) => {
    const parts = value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean);
    const parsed = parts.map(parse).filter((part) => part !== undefined);
    return parsed.length === parts.length ? parsed : undefined;
  }, must);

/** `commandsPerSecond` is set by `LIMIT_COMMANDS_PER_SECOND`. */
export const limitSetting = (name: string): string =>
  `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

function read<T>(parse: (value: string) => T | undefined, complain: (value: string) => string) {
  return z
    .string()
    .transform((raw, context) => {
      const value = parse(raw.trim());
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: complain(raw.trim()) });
      return z.NEVER;
    })
    .optional();
}

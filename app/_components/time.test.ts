import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import en from "#app/_text/messages/en.json";
import { dayOf, timesOf } from "./time.ts";

const t = createTranslator({ locale: "en", messages: en });
const { dayLabel } = timesOf("en", t);
const at = (year: number, month: number, day: number, hour = 12) => new Date(year, month - 1, day, hour).getTime();
const now = at(2026, 11, 21);

describe("days", () => {
  test("one calendar day is one number, from midnight to midnight", () => {
    expect(dayOf(at(2026, 11, 21, 0))).toBe(dayOf(at(2026, 11, 21, 23)));
    expect(dayOf(at(2026, 11, 22, 0))).toBe(dayOf(at(2026, 11, 21, 23)) + 1);
  });

  test("today and yesterday are said, the last week by weekday, older days by date, older years with the year", () => {
    expect(dayLabel(at(2026, 11, 21, 1), now)).toBe(t("conversation.today"));
    expect(dayLabel(at(2026, 11, 20, 23), now)).toBe(t("conversation.yesterday"));
    expect(dayLabel(at(2026, 11, 16), now)).not.toMatch(/\d/);
    expect(dayLabel(at(2026, 11, 14), now)).toMatch(/14/);
    expect(dayLabel(at(2026, 11, 14), now)).not.toMatch(/2026/);
    expect(dayLabel(at(2025, 11, 14), now)).toMatch(/2025/);
  });
});

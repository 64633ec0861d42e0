import { expect, test } from "vitest";
import { z } from "zod";
import { timestampSchema } from "./entities.ts";

test("a timestamp is ISO 8601 with any offset, as zod has it", () => {
  const zods = z.iso.datetime({ offset: true }).def;
  expect(timestampSchema.def).toMatchObject({ format: zods.format });
  expect(String(timestampSchema.def.pattern)).toBe(String(zods.pattern));
});

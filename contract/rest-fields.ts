/** What the REST tables are written in: a route as a server knows it, and the fields that several routes take. */
import * as z from "zod/mini";
import { isId, timestampSchema } from "./entities.ts";
import type { RouteAnswer } from "./rest-answers.ts";

export type Route = RouteAnswer & {
  readonly summary: string;
  /** Who may call: anybody, a session or token, or also HTTP Basic. */
  readonly auth: "none" | "identity" | "identityOrBasic";
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** The status of success; a handler may answer `200` in place of `201`. */
  readonly status: 200 | 201 | 204;
};

export const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1, "must not be empty"),
    z.maxLength(max, `at most ${max} characters`),
    z.refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), "must be one line of text"),
  );

export const nameSchema = line(80);

/** The place in a list that goes by time: when and which, as what stood there may be gone by now. */
export const placeSchema = z.string().check(
  z.refine((text) => {
    const { at, id } = placeOf(text);
    return timestampSchema.safeParse(at).success && isId(id);
  }, "must be the `next` of an earlier answer"),
);

/** `<time>_<id>`, where there is such. */
export function placeOf(text: string): { at: string; id: string } {
  const [at = "", id = ""] = text.split("_");
  return { at, id };
}

import { headers } from "next/headers";
import type * as z from "zod/mini";
import { facade } from "#server/facade.ts";

/**
 * What a page's server side asks through the same table of routes as everyone, under `/api/v1`; null where refused.
 * `as`: in the name of whoever is signed in where the page is shown, or in nobody's.
 */
export async function ask<T>(as: "visitor" | "nobody", path: string, answer: z.ZodMiniType<T>): Promise<T | null> {
  const cookie = as === "visitor" ? (await headers()).get("cookie") : null;
  const url = new URL(`/api/v1${path}`, facade().settings.publicUrl);
  const response = await facade().rest(new Request(url, cookie === null ? {} : { headers: { cookie } }));
  if (!response.ok) return null;
  const parsed = answer.safeParse(await response.json());
  return parsed.success ? parsed.data : null;
}

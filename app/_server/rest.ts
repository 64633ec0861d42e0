import type * as z from "zod/mini";
import { restRoutes } from "#contract/rest.ts";
import { facade } from "#server/facade.ts";

/** What a page's server side asks in nobody's name, through the same table of routes as everyone; null where refused. */
async function ask<T>(path: string, answer: z.ZodMiniType<T>): Promise<T | null> {
  const response = await facade().rest(new Request(new URL(`/api/v1${path}`, facade().settings.publicUrl)));
  if (!response.ok) return null;
  const parsed = answer.safeParse(await response.json());
  return parsed.success ? parsed.data : null;
}

export const serverState = () => ask("/server", restRoutes["server.get"].answer);
export const passwordReset = (reset: string) =>
  ask(`/password-resets/${encodeURIComponent(reset)}`, restRoutes["passwordResets.get"].answer);
export const invitation = (invite: string) =>
  ask(`/invitations/${encodeURIComponent(invite)}`, restRoutes["invitations.get"].answer);

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { facade, type Visitor } from "#server/facade.ts";

/** Who this page is rendered for; asked once a request. */
export const visitor = cache(async (): Promise<Visitor | null> => facade().visitor((await headers()).get("cookie")));

/** For pages of the chat: someone who is signed in, or the way to become that. */
export async function requireVisitor(path: string): Promise<Visitor> {
  const found = await visitor();
  if (found) return found;
  if (await facade().needsOwner()) redirect("/setup");
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

/** For pages of signing in: who is signed in already goes on, and a new server is set up first. */
export async function requireStranger(): Promise<void> {
  if (await facade().needsOwner()) redirect("/setup");
  if (await visitor()) redirect("/");
}

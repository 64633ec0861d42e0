import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Colleague } from "#test/support/colleagues.ts";

type Command = { readonly action: string; readonly roomId: string; readonly payload: object };

/** What a person does from a script of theirs: one command by POST. */
export async function command(url: string, who: Colleague, { action, roomId, payload }: Command): Promise<void> {
  const answer = await fetch(new URL("/api/v1/commands", url), {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/json" },
    body: JSON.stringify({ v: 1, action, requestId: randomUUID(), roomId, payload }),
  });
  expect({ action, status: answer.status }).toEqual({ action, status: 200 });
}

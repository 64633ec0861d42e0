import { headers } from "next/headers";
import { parseAddress } from "#app/_gateway/parse-address.ts";
import type { FirstAnswers } from "#client/first-answers.ts";
import { restAnswers } from "#contract/rest-answers.ts";
import { ask } from "./ask.ts";

/** As many as the conversation shows at first: the client's own question. */
const newest = 50;

/** What the page of whoever is signed in shows first: with it in the document, nothing has to be asked for before it is painted. */
export async function firstAnswers(meId: string): Promise<FirstAnswers | null> {
  const [rooms, users] = await Promise.all([
    ask("visitor", "/rooms", restAnswers["rooms.list"].answer),
    ask("visitor", "/users", restAnswers["users.list"].answer),
  ]);
  if (!rooms || !users) return null;
  const address = parseAddress((await headers()).get("x-address") ?? "/");
  const named = address.screen === "room" ? address.room : null;
  const mine = rooms.rooms.find(({ roomId, slug }) => roomId === named || slug === named);
  const room = mine ? await roomAnswers(mine.roomId) : null;
  const shown = new Set([meId, ...rooms.rooms.flatMap(({ memberIds }) => memberIds ?? [])]);
  for (const { authorId, mentions, reactions } of room?.["messages.list"].messages ?? [])
    for (const id of [authorId, ...mentions, ...reactions.flatMap(({ userIds }) => userIds)]) shown.add(id);
  return { "rooms.list": rooms, "users.list": { users: users.users.filter(({ id }) => shown.has(id)) }, room };
}

async function roomAnswers(roomId: string): Promise<FirstAnswers["room"]> {
  const [messages, members] = await Promise.all([
    ask("visitor", `/rooms/${roomId}/messages?limit=${newest}`, restAnswers["messages.list"].answer),
    ask("visitor", `/rooms/${roomId}/members`, restAnswers["members.list"].answer),
  ]);
  return messages && members && { roomId, "messages.list": messages, "members.list": members };
}

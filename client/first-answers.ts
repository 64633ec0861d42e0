/** What a page shows first, answered before it was asked: the server put it into the document. */
import type { RestAnswer, RouteId } from "#contract/rest-answers.ts";
import type { Rest } from "./rest.ts";

/** As REST answers. Of the people, those who are to be seen; the others come with the connection. */
export type FirstAnswers = {
  readonly "rooms.list": RestAnswer<"rooms.list">;
  readonly "users.list": RestAnswer<"users.list">;
  /** Of the room that the address names: its newest messages, and who is in it. */
  readonly room: {
    readonly roomId: string;
    readonly "messages.list": RestAnswer<"messages.list">;
    readonly "members.list": RestAnswer<"members.list">;
  } | null;
};

/** Each answers once; whoever asks again wants to know what is new. */
export function answerFirst(first: FirstAnswers | null, rest: Rest): Rest & { forget(): void } {
  const left = new Map<string, unknown>();
  const key = (route: RouteId, room = "") => `${route} ${room}`;
  if (first) {
    left.set(key("rooms.list"), first["rooms.list"]);
    left.set(key("users.list"), first["users.list"]);
  }
  if (first?.room) {
    left.set(key("messages.list", first.room.roomId), first.room["messages.list"]);
    left.set(key("members.list", first.room.roomId), first.room["members.list"]);
  }
  const ask: Rest = async (route, parameters = {}) => {
    // An older page, or history around a message, is another question.
    const newest = Object.keys(parameters.query ?? {}).every((name) => name === "limit");
    const name = key(route, parameters.params?.room);
    const answer = newest ? left.get(name) : undefined;
    if (answer === undefined) return rest(route, parameters);
    left.delete(name);
    // Kept under this very route's name, which TypeScript cannot follow through the map.
    return { ok: true, status: 200, answer: answer as RestAnswer<typeof route> };
  };
  return Object.assign(ask, { forget: () => left.clear() });
}

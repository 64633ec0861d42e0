/** Who there is, who is here, and who is typing. */
import type { Presence, User } from "#contract/entities.ts";
import type { Clock } from "./clock.ts";
import type { Rest } from "./rest.ts";
import { createStore } from "./store.ts";

type PeopleOptions = { readonly clock: Clock; readonly rest: Rest; readonly typingMs: number };

/** People whom a message named but nobody told us of are asked for together, and at most this often. */
const refetchMs = 500;
const refetchAgainMs = 60_000;

export type People = ReturnType<typeof createPeople>;

export function createPeople({ clock, rest, typingMs }: PeopleOptions) {
  const users = createStore<ReadonlyMap<string, User>>(new Map());
  const presence = createStore<ReadonlyMap<string, Presence>>(new Map());
  const typing = createStore<ReadonlyMap<string, readonly string[]>>(new Map());
  const expiries = new Map<string, () => void>();
  const askedFor = new Map<string, number>();
  let asking = false;
  /** Grows with each person this is emptied for: what was asked for the one before is not told the next. */
  let era = 0;

  const setTyping = (roomId: string, userId: string, on: boolean) => {
    const now = typing.get().get(roomId) ?? [];
    if (now.includes(userId) === on) return;
    const next = new Map(typing.get());
    const left = on ? [...now, userId] : now.filter((id) => id !== userId);
    if (left.length > 0) next.set(roomId, left);
    else next.delete(roomId);
    typing.set(next);
  };

  const learn = (learnt: readonly User[]) => {
    if (learnt.length === 0) return;
    const next = new Map(users.get());
    for (const user of learnt) next.set(user.id, user);
    users.set(next);
  };

  const clearEphemeral = () => {
    for (const cancel of expiries.values()) cancel();
    expiries.clear();
    typing.set(new Map());
    presence.set(new Map());
  };

  return {
    users,
    presence,
    typing,
    learn,

    /** Asks for people who are not known yet. */
    need(userIds: readonly string[]) {
      const due = clock.now() - refetchAgainMs;
      const unknown = userIds.filter((id) => !users.get().has(id) && (askedFor.get(id) ?? -Infinity) < due);
      if (unknown.length === 0) return;
      if (askedFor.size > 5_000) askedFor.clear();
      for (const id of unknown) askedFor.set(id, clock.now());
      if (asking) return;
      asking = true;
      clock.after(refetchMs, () => {
        asking = false;
        const askedIn = era;
        void rest("users.list").then((result) => result.ok && era === askedIn && learn(result.answer.users));
      });
    },

    replacePresence: (statuses: Readonly<Record<string, Presence>>) => presence.set(new Map(Object.entries(statuses))),
    present(userId: string, status: Presence) {
      const next = new Map(presence.get());
      if (status === "offline") next.delete(userId);
      else next.set(userId, status);
      presence.set(next);
    },

    /** A mark that is not renewed ends by itself. */
    types(roomId: string, userId: string, on: boolean) {
      const key = `${roomId} ${userId}`;
      expiries.get(key)?.();
      expiries.delete(key);
      setTyping(roomId, userId, on);
      if (!on) return;
      const cancel = clock.after(typingMs, () => {
        expiries.delete(key);
        setTyping(roomId, userId, false);
      });
      expiries.set(key, cancel);
    },
    clearEphemeral,
    clear() {
      era += 1;
      clearEphemeral();
      askedFor.clear();
      users.set(new Map());
    },
  };
}

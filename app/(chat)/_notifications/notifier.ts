/** Tells of new messages by sound and by the system's notifications; of all tabs of a browser one does. */
import { go, messagePath, roomPath } from "#app/_gateway/address.ts";
import { roomName } from "#app/_gateway/room-name.ts";
import type { Translator } from "#app/_text/translator.ts";
import type { Clock } from "#client/clock.ts";
import type { GatewayClient, RoomState } from "#client/public.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import type { Message } from "#contract/entities.ts";
import { toDisplay } from "../_conversation/mention-text.ts";
import { choices } from "./choices.ts";
import { decide } from "./decide.ts";
import { permission, showNotification } from "./desktop.ts";
import { createLookers } from "./lookers.ts";
import { listenForNews, type RoomNews } from "./news.ts";
import { plainWords } from "./plain-words.ts";
import { play } from "./sounds.ts";

/** News of more rooms than this at once are one notification. */
const maxAtOnce = 3;
/** Sounds come no closer together than this. */
const soundEveryMs = 2_000;

type Options = { readonly client: GatewayClient; readonly me: string; readonly t: Translator; readonly clock: Clock };
type Called = { readonly state: RoomState; readonly messages: readonly Message[]; readonly seq: number };
type Told = { readonly notification: Notification; readonly of: readonly { roomId: string; seq: number }[] };

export function startNotifier({ client, me, t, clock }: Options): () => void {
  const lookers = createLookers(client, me, clock);
  /** By tag, so at most one of each room. */
  const told = new Map<string, Told>();
  let soundedAt = Number.NEGATIVE_INFINITY;

  const presence = () => client.presence.get().get(me) ?? "online";
  const nameOf = (id: string) => client.users.get().get(id)?.name ?? t("common.someone");

  async function hear(news: ReadonlyMap<string, RoomNews>): Promise<void> {
    if (!client.leads()) return;
    const lookedAt = await lookers.at();
    const called: Called[] = [];
    let sounds = false;
    let shows = false;
    for (const [roomId, { messages }] of news) {
      const state = client.rooms.get().get(roomId);
      if (!state) continue;
      const wanted: Message[] = [];
      for (const message of messages.length > 0 ? messages : [unseen(state)]) {
        const decision = decideOn(state, message, lookedAt.has(roomId));
        if (decision === "none") continue;
        sounds ||= decision !== "desktop";
        shows ||= decision !== "sound";
        if ("text" in message) wanted.push(message);
        else called.push({ state, messages: [], seq: message.seq });
      }
      const last = wanted.at(-1);
      if (last) called.push({ state, messages: wanted, seq: last.seq });
    }
    if (sounds) sound();
    if (shows) show(called);
  }

  /** What a room held when it came: there is nothing of it but a count. */
  const unseen = ({ room, mentions }: RoomState) => ({
    authorId: "",
    seq: room.head,
    mentions: mentions > 0 ? [me] : [],
  });

  const decideOn = (state: RoomState, message: Parameters<typeof decide>[0]["message"], lookedAt: boolean) => {
    const { desktop, sound } = choices.get();
    return decide({
      message,
      me,
      preferences: state.room.preferences ?? defaultPreferences(state.room.kind),
      lastReadSeq: state.lastReadSeq,
      presence: presence(),
      looking: lookedAt,
      choices: { desktop: desktop && permission() === "granted", sound: sound !== "none" },
    });
  };

  function sound() {
    const chosen = choices.get();
    if (chosen.sound === "none" || clock.now() - soundedAt < soundEveryMs) return;
    soundedAt = clock.now();
    void play(chosen.sound, chosen.volume);
  }

  function show(called: readonly Called[]) {
    if (called.length <= maxAtOnce) for (const each of called) showRoom(each);
    else {
      const n = called.reduce(
        (sum, { state, messages }) => sum + Math.max(messages.length, state.unread > 0 ? 1 : 0),
        0,
      );
      keep("parley:many", called, {
        title: t("notifications.many", { n }),
        body: t("notifications.inRooms", { n: called.length }),
      });
    }
  }

  function showRoom(each: Called) {
    const { state, messages, seq } = each;
    const users = client.users.get();
    const where = roomName(t, state.room, me, users);
    const last = messages.at(-1);
    const author = last && nameOf(last.authorId);
    const alone = messages.length === 1 && author !== undefined;
    const title = alone && author !== where ? t("notifications.byIn", { name: author, room: where }) : where;
    const words = last && plainWords(toDisplay(last.text, nameOf));
    const icon = last && users.get(last.authorId)?.avatarUrl;
    const count = t("notifications.many", { n: Math.max(messages.length, 1) });
    let body = count;
    if (!choices.get().hideText && last && words) {
      if (alone) body = words;
      else body = `${count}\n${t("conversation.said", { name: author ?? "", words })}`;
    }
    const path = last ? messagePath(state.room, seq) : roomPath(state.room);
    keep(`parley:${state.room.roomId}`, [each], { title, body, icon, onClick: () => go(path) });
  }

  function keep(
    tag: string,
    called: readonly Called[],
    shown: { title: string; body: string; icon?: string | undefined; onClick?: () => void },
  ) {
    const notification = showNotification({ tag, ...shown });
    if (!notification) return;
    told.set(tag, { notification, of: called.map(({ state, seq }) => ({ roomId: state.room.roomId, seq })) });
    notification.onclose = () => told.get(tag)?.notification === notification && told.delete(tag);
  }

  /** What was read, here or on another device, needs no telling any more. */
  const tidy = () => {
    const rooms = client.rooms.get();
    for (const [tag, { notification, of }] of told) {
      if (of.some(({ roomId, seq }) => (rooms.get(roomId)?.lastReadSeq ?? seq) < seq)) continue;
      told.delete(tag);
      notification.close();
    }
  };
  /** A click on what a page left behind would lead nowhere. */
  const closeAll = () => {
    for (const { notification } of told.values()) notification.close();
    told.clear();
  };

  const stopListening = listenForNews({
    client,
    clock,
    quiet: () => presence() === "dnd",
    tell: (news) => void hear(news),
  });
  const forget = client.rooms.subscribe(tidy);
  window.addEventListener("pagehide", closeAll);
  return () => {
    stopListening();
    forget();
    lookers.stop();
    window.removeEventListener("pagehide", closeAll);
    closeAll();
  };
}

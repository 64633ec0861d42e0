/** The rooms, the people in them, and what each kind of step does there. */
import type { RoomState } from "#client/public.ts";
import type { TestNode } from "../../support/node.ts";
import type { Person } from "../../support/people.ts";
import { makeRoom, refusal, rest } from "../../support/rest.ts";
import { post } from "./command.ts";
import type { Device } from "./device.ts";
import type { Kind, Step } from "./steps.ts";

export type Office = {
  /** Resolves when the server has answered; what can't be done now is not done. */
  act(step: Step): Promise<void>;
  /** So many messages at once, in one of the rooms. */
  burst(room: number, count: number): Promise<void>;
};

type Cast = { readonly me: Person; readonly others: readonly [Person, Person]; readonly devices: readonly Device[] };
type Written = { readonly seq: number; readonly author: Person; mentions: boolean };
type Place = {
  readonly roomId: string;
  readonly kind: "public" | "private" | "direct";
  readonly authors: readonly Person[];
  /** By the others, and not deleted. */
  readonly written: Written[];
};
type Scene = { readonly place: Place; readonly device: Device; readonly pick: number };

export async function openOffice(node: TestNode, { me, others, devices }: Cast): Promise<Office> {
  const [owner, other] = others;
  const places: Place[] = [];
  for (const input of [
    { kind: "public", name: "Engineering" },
    { kind: "public", name: "Support", history: "joining" },
    { kind: "private", name: "Travel" },
    { kind: "private", name: "Hiring", history: "joining" },
  ] as const) {
    const { roomId } = await makeRoom(node, owner, [me, other], input);
    places.push({ roomId, kind: input.kind, authors: others, written: [] });
  }
  const { roomId } = (
    await rest(node, owner, "rooms.create", { body: { kind: "direct", memberIds: [me.id], history: "all" } })
  ).room;
  places.push({ roomId, kind: "direct", authors: [owner], written: [] });

  const text = (n: number, mentions: boolean) => `${mentions ? `<@${me.id}>, ` : ""}number ${n}`;

  const write = async ({ place, pick }: Scene, mentions: boolean, threadSeq?: number) => {
    const author = place.authors[pick % place.authors.length] ?? owner;
    const payload = { text: text(pick, mentions), ...(threadSeq === undefined ? {} : { threadSeq }) };
    const changed = await post(node, author, "sendMessage", payload, place.roomId);
    if (changed && threadSeq === undefined) place.written.push({ seq: changed.seq, author, mentions });
  };

  /** The newest are changed more often than what lies far back. */
  const withOld = async ({ place, pick }: Scene, change: (old: Written) => Promise<unknown>) => {
    const { written } = place;
    const index = pick % 3 === 0 ? pick % Math.max(1, written.length) : written.length - 1 - (pick % 8);
    const old = written[index];
    if (old) await change(old);
  };
  const edit = (scene: Scene, flip: boolean) =>
    withOld(scene, (old) => {
      if (flip) old.mentions = !old.mentions;
      return post(
        node,
        old.author,
        "editMessage",
        { seq: old.seq, text: text(scene.pick, old.mentions) },
        scene.place.roomId,
      );
    });

  /** What she does in a room that her device shows. */
  const reading = async ({ place, device }: Scene, seqOf: (room: RoomState) => number, unread = false) => {
    const room = device.client().rooms.get().get(place.roomId);
    if (!room || device.isAway()) return;
    const seq = Math.max(0, seqOf(room));
    await device.ask((client) => client.command("markRead", { seq, unread }, place.roomId));
  };

  const steps: Record<Kind, (scene: Scene) => unknown> = {
    post: (scene) => write(scene, false),
    mention: (scene) => write(scene, true),
    reply: (scene) => withOld(scene, (old) => write(scene, scene.pick % 2 === 0, old.seq)),
    edit: (scene) => edit(scene, false),
    toggleMention: (scene) => edit(scene, true),
    delete: (scene) =>
      withOld(scene, (old) => {
        scene.place.written.splice(scene.place.written.indexOf(old), 1);
        return post(node, old.author, "deleteMessage", { seq: old.seq }, scene.place.roomId);
      }),
    react: (scene) =>
      withOld(scene, (old) => post(node, owner, "addReaction", { seq: old.seq, emoji: "👍" }, scene.place.roomId)),
    mine: ({ place, device, pick }) => device.ask((client) => client.send(place.roomId, `mine ${pick}`)),

    read: (scene) =>
      reading(scene, ({ lastReadSeq, cursor }) => lastReadSeq + (scene.pick % Math.max(1, cursor - lastReadSeq + 1))),
    readAll: (scene) => reading(scene, ({ cursor }) => cursor),
    unread: (scene) =>
      reading(
        scene,
        ({ cursor }) => (scene.pick % 4 === 0 ? scene.pick % (cursor + 1) : cursor - (scene.pick % 30)),
        true,
      ),

    leave({ place, device }) {
      if (place.kind === "public" && !device.isAway())
        return device.ask((client) => client.command("leaveRoom", {}, place.roomId));
      // She may be out already.
      if (place.kind === "private")
        return refusal(node, owner, "members.delete", { at: { room: place.roomId, userId: me.id } });
    },
    async rejoin({ place, device, pick }) {
      if (place.kind === "private") {
        const at = { room: place.roomId, userId: me.id };
        await rest(node, owner, "members.put", { at, body: { role: "member" } });
      } else if (place.kind === "public" && pick % 2 === 0 && !device.isAway())
        await device.ask((client) => client.command("joinRoom", {}, place.roomId));
      else if (place.kind === "public") {
        // As the screens do: the room is there before its event.
        const { room } = await rest(node, me, "rooms.join", { at: { room: place.roomId } });
        device.client().addRoom(room);
      }
    },

    // A room that she is not in can't be opened.
    open: ({ place, device }) =>
      void device
        .client()
        .openRoom(place.roomId)
        .catch(() => {}),
    older: ({ place, device }) =>
      void device
        .client()
        .loadBefore(place.roomId)
        .catch(() => {}),
    cut: ({ device }) => device.cut(),
    away: ({ device }) => device.away(),
    back: ({ device }) => device.back(),
    reload: ({ device }) => device.reload(),
  };

  const pickOf = <T>(list: readonly T[], pick: number): T => {
    const found = list[pick % list.length];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  return {
    async act({ kind, room, device, pick }) {
      await steps[kind]({ place: pickOf(places, room), device: pickOf(devices, device), pick });
    },
    async burst(room, count) {
      const place = pickOf(places, room);
      const device = pickOf(devices, 0);
      await Promise.all(Array.from({ length: count }, (_, pick) => write({ place, device, pick }, pick % 50 === 0)));
    },
  };
}

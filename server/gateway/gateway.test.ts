import { describe, expect, test } from "vitest";
import type { Member, MyRoom } from "#contract/entities.ts";
import type { DurableEnvelope } from "#contract/events.ts";
import { defaultLimits } from "#contract/limits.ts";
import { createMemoryBroker } from "#server/broker/memory.ts";
import type { GatewayReads, Place } from "#server/domain/ports.ts";
import { Gateway } from "./gateway.ts";
import type { Link } from "./transport.ts";

const roomId = "00000000-0000-7000-8000-000000000001";
const unused = () => Promise.reject(new Error("not asked"));
const ignore = () => {};
const figures = { start: ignore, stop: ignore, measure: unused, stand: unused };

test("a connection that is closed while it opens follows nothing afterwards", async () => {
  const reads: GatewayReads = {
    places: async () => {
      gateway.closeAll(1012, 0);
      return [{ roomId, slug: "r", history: "all", joinedSeq: 1, head: 1 }];
    },
    myRoom: unused,
    heads: unused,
    changesAfter: unused,
    catchUp: unused,
    resolveRoom: unused,
    knownRoom: () => undefined,
    epoch: async () => "e",
  };
  const gateway: Gateway = new Gateway({
    node: "test",
    limits: defaultLimits,
    figures,
    reads,
    broker: createMemoryBroker(ignore),
    authenticator: { connection: unused, request: unused, extend: unused, ended: unused },
    user: async () => null,
    onError: ignore,
  });
  const link: Link = { kind: "websocket", send: ignore, bufferedBytes: () => 0, close: ignore };
  const actor = { id: "a", workspaceId: "w", name: "Anna", role: "member", bot: false } as const;
  const identity = { actor, credential: { kind: "token", tokenId: "t" } } as const;
  expect(await gateway.open({ identity, link, origin: { address: "127.0.0.1", userAgent: "" } })).toBeNull();
  expect(gateway.hub.followers([roomId]).size).toBe(0);
});

describe("while a connection opens, after it was read what it follows", () => {
  const anna = { id: "00000000-0000-7000-8000-00000000000a", name: "Anna", role: "member", bot: false } as const;
  const bo = { ...anna, id: "00000000-0000-7000-8000-00000000000b", name: "Bo" };
  const place: Place = { roomId, slug: "r", history: "all", joinedSeq: 1, head: 5 };
  const change = (seq: number, payload: DurableEnvelope["payload"]): DurableEnvelope => ({
    v: 1,
    type: "event",
    event: payload.members ? "member.updated" : "message.created",
    roomId,
    seq,
    timestamp: "2026-01-01T00:00:00.000Z",
    payload,
  });
  const member = (part: Partial<Member>): Member => ({
    roomId,
    userId: anna.id,
    role: "member",
    changedSeq: 6,
    joinedSeq: 1,
    ...part,
  });

  /** The frames of a connection during whose opening, after the second read, `happens` is heard. */
  async function opened(places: readonly Place[], happens: DurableEnvelope, afterwards: DurableEnvelope) {
    const broker = createMemoryBroker(ignore);
    const room: MyRoom = {
      roomId,
      slug: "r",
      name: "R",
      topic: "",
      kind: "private",
      history: "all",
      head: happens.seq,
      changedSeq: 1,
      joinedSeq: happens.seq,
    };
    const gateway = new Gateway({
      node: "test",
      limits: defaultLimits,
      figures,
      reads: {
        places: async (userId) => (userId === anna.id ? places : [place]),
        myRoom: async () => room,
        heads: unused,
        changesAfter: unused,
        catchUp: unused,
        resolveRoom: unused,
        knownRoom: () => undefined,
        epoch: async () => "e",
      },
      broker,
      authenticator: { connection: unused, request: unused, extend: unused, ended: unused },
      user: async (userId) => {
        if (userId !== anna.id) return bo;
        await settled();
        broker.publish({ kind: "room", event: happens });
        await settled();
        return anna;
      },
      onError: ignore,
    });
    const open = async (who: typeof anna | typeof bo) => {
      const frames: string[] = [];
      const send = ({ json }: { json: string }) => void frames.push(json);
      const link: Link = { kind: "websocket", send, bufferedBytes: () => 0, close: ignore };
      const identity = { actor: { ...who, workspaceId: "w" }, credential: { kind: "token", tokenId: "t" } } as const;
      await gateway.open({ identity, link, origin: { address: "127.0.0.1", userAgent: "" } });
      return frames;
    };
    // Somebody else follows the room, so that this node hands its events out at once.
    await open(bo);
    const frames = await open(anna);
    broker.publish({ kind: "room", event: afterwards });
    return frames.map((frame): { event: string; seq?: number } => JSON.parse(frame));
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  test("CON-1: who is added to a room hears what is said in it", async () => {
    const joined = change(6, { members: [member({ joinedSeq: 6 })] });
    const heard = await opened([], joined, change(7, {}));
    expect(heard.map(({ event }) => event).filter((event) => event !== "presence.changed")).toEqual([
      "hello",
      "room.added",
      "message.created",
    ]);
  });

  test("SEQ-7: who is removed from a room hears nothing more of it", async () => {
    const left = change(6, { members: [member({ leftSeq: 6, leftAt: "2026-01-01T00:00:00.000Z" })] });
    const heard = await opened([place], left, change(7, {}));
    expect(heard.map(({ event }) => event)).not.toContain("message.created");
    expect(heard[0]).toMatchObject({ event: "hello", payload: { rooms: [] } });
  });
});

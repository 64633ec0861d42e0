/** A whole server in memory, for tests of the client: links, POST, REST; answers and events take as long as the test says. */
import type { Result } from "#contract/commands.ts";
import type { Preferences, User } from "#contract/entities.ts";
import { type CommandEnvelope, errorBody, failure, type Reply, success } from "#contract/envelope.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { DurableEnvelope, EventEnvelope, PlainEvent, PlainPayload } from "#contract/events.ts";
import { defaultLimits } from "#contract/limits.ts";
import type { Clock } from "../clock.ts";
import { type LinkHandlers, LinkLost, type OpenLink } from "../transports/transport.ts";
import {
  createModelRoom,
  isMember,
  join,
  type ModelRoom,
  myRoom,
  page,
  post,
  preferencesOf,
  syncRoom,
  uuid,
} from "./model-rooms.ts";

const timestamp = "2026-01-01T00:00:00.000Z";
type Session = { readonly userId: string; readonly handlers: LinkHandlers; cut: boolean; tail: number };

export class ModelServer {
  readonly rooms: ModelRoom[] = [];
  readonly users: User[] = [];
  epoch = "epoch-1";
  /** Milliseconds that the next answer or event is on its way. */
  delay: () => number = () => 0;
  /** What a send is refused with, in place of being carried out. */
  refuse: (command: CommandEnvelope) => ErrorBody | null = () => null;
  maxEntities = 500;
  pageSize = 50;
  reachable = true;
  signedOut = false;
  readonly received: CommandEnvelope[] = [];
  private readonly sessions = new Set<Session>();
  private readonly answered = new Map<string, Result<"sendMessage">>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  addUser(): string {
    const id = uuid(2, this.users.length + 1);
    this.users.push({ id, name: `User ${this.users.length + 1}`, bot: false, role: "member" });
    return id;
  }

  addRoom(...memberIds: string[]): ModelRoom {
    const room = createModelRoom(this.rooms.length + 1);
    this.rooms.push(room);
    for (const userId of memberIds) this.publish(room, join(room, userId));
    return room;
  }

  /** To everyone who is, or was until this very change, a member. */
  publish(room: ModelRoom, event: DurableEnvelope): void {
    for (const session of this.sessions) {
      const member = room.members.get(session.userId);
      if (member && (member.leftSeq === undefined || member.leftSeq === event.seq)) this.push(session, event);
    }
  }

  tell<E extends PlainEvent>(userId: string, event: E, payload: PlainPayload<E>, roomId?: string): void {
    // Event and payload belong together by this signature, which a spread hides from TypeScript.
    const envelope = { v: 1, type: "event", event, ...(roomId ? { roomId } : {}), timestamp, payload } as EventEnvelope;
    for (const session of this.sessions) if (session.userId === userId) this.push(session, envelope);
  }

  tellIn<E extends PlainEvent>(room: ModelRoom, userId: string, event: E, payload: PlainPayload<E>): void {
    this.tell(userId, event, payload, room.header.roomId);
  }

  read(room: ModelRoom, userId: string, seq: number): void {
    room.read.set(userId, seq);
    this.tell(userId, "read.updated", { roomId: room.header.roomId, seq });
  }

  choose(room: ModelRoom, userId: string, patch: Partial<Preferences>): Preferences {
    const preferences = { ...preferencesOf(room, userId), ...patch };
    room.preferences.set(userId, preferences);
    this.tell(userId, "preferences.updated", { roomId: room.header.roomId, preferences });
    return preferences;
  }

  /** Every connection ends; what was on its way is lost. */
  cut(): void {
    for (const session of [...this.sessions]) {
      this.sessions.delete(session);
      session.cut = true;
      session.handlers.closed("lost");
    }
  }

  connectionsOf(userId: string): number {
    return [...this.sessions].filter((session) => session.userId === userId).length;
  }

  openLink(userId: string): OpenLink {
    return (handlers) => {
      const session: Session = { userId, handlers, cut: false, tail: 0 };
      this.clock.after(this.delay(), () => {
        if (session.cut) return;
        if (!this.reachable || this.signedOut) {
          session.cut = true;
          return handlers.closed("lost");
        }
        this.sessions.add(session);
        this.push(session, { v: 1, type: "event", event: "hello", timestamp, payload: this.hello(userId) });
      });
      return {
        send: (command) => this.carry(session, command),
        close: () => {
          session.cut = true;
          this.sessions.delete(session);
        },
      };
    };
  }

  /** `fetch` for REST and commands by POST. */
  fetch(userId: string): typeof fetch {
    return async (input, init) => {
      const url = new URL(String(input));
      if (!this.reachable) throw new TypeError("fetch failed");
      await this.wait();
      const { status, body } = this.signedOut
        ? { status: 401, body: problem(401, "unauthenticated") }
        : this.rest(userId, url, init);
      await this.wait();
      if (!this.reachable) throw new TypeError("fetch failed");
      return new Response(JSON.stringify(body), { status });
    };
  }

  private wait(): Promise<void> {
    const ms = this.delay();
    return ms === 0 ? Promise.resolve() : new Promise((resolve) => this.clock.after(ms, resolve));
  }

  /** In order, however long each is on its way. */
  private push(session: Session, event: EventEnvelope): void {
    session.tail = Math.max(session.tail, this.clock.now() + this.delay());
    this.clock.after(session.tail - this.clock.now(), () => {
      if (!session.cut) session.handlers.event(structuredClone(event));
    });
  }

  private async carry(session: Session, command: CommandEnvelope): Promise<Reply> {
    if (session.cut) throw new LinkLost();
    await this.wait();
    if (session.cut) throw new LinkLost();
    const reply = structuredClone(this.execute(session.userId, command));
    await this.wait();
    if (session.cut) throw new LinkLost();
    return reply;
  }

  private execute(userId: string, command: CommandEnvelope): Reply {
    this.received.push(command);
    const refused = this.refuse(command);
    if (refused) return failure(command.requestId, refused);
    // The client under test made it: its payload is what its action says.
    const payload = command.payload as { cursors: Record<string, number>; epoch?: string; text: string; seq: number };
    if (command.action === "sync") return success(command.requestId, this.sync(userId, payload));
    if (command.action !== "sendMessage" && command.action !== "markRead")
      return success(command.requestId, { serverTime: timestamp });
    const known = this.answered.get(command.requestId);
    if (known) return success(command.requestId, known);
    const room = this.rooms.find((each) => each.header.roomId === command.roomId);
    if (!room || !isMember(room, userId))
      return failure(command.requestId, errorBody("notFound", "There is no such room."));
    if (command.action === "markRead") {
      this.read(room, userId, payload.seq);
      return success(command.requestId, { roomId: room.header.roomId, seq: payload.seq, timestamp });
    }
    const event = post(room, userId, payload.text, command.requestId);
    const result = { roomId: room.header.roomId, seq: event.seq, timestamp };
    this.answered.set(command.requestId, result);
    this.publish(room, event);
    return success(command.requestId, result);
  }

  private mine = (userId: string) => this.rooms.filter((room) => isMember(room, userId));

  private sync(
    userId: string,
    { cursors, epoch }: { cursors: Record<string, number>; epoch?: string },
  ): Result<"sync"> {
    const known = epoch === undefined || epoch === this.epoch ? cursors : {};
    const gone = this.rooms.filter((room) => room.header.roomId in cursors && !isMember(room, userId));
    return {
      epoch: this.epoch,
      rooms: this.mine(userId).map((room) => syncRoom(room, userId, known[room.header.roomId], this.maxEntities)),
      removed: gone.map((room) => ({ roomId: room.header.roomId, seq: room.members.get(userId)?.leftSeq ?? 0 })),
      read: Object.fromEntries(this.mine(userId).map((room) => [room.header.roomId, room.read.get(userId) ?? 0])),
      preferences: Object.fromEntries(
        this.mine(userId)
          .filter((room) => room.preferences.has(userId))
          .map((room) => [room.header.roomId, preferencesOf(room, userId)]),
      ),
      at: timestamp,
    };
  }

  private hello(userId: string): PlainPayload<"hello"> {
    const user = this.users.find((each) => each.id === userId);
    if (!user) throw new Error("no user");
    const rooms = this.mine(userId).map(({ header: { roomId, slug, head } }) => ({ roomId, slug, head }));
    return {
      connectionId: "c",
      node: "n",
      user,
      heartbeatMs: 25_000,
      limits: defaultLimits,
      epoch: this.epoch,
      rooms,
      presence: {},
      serverTime: timestamp,
    };
  }

  private rest(userId: string, url: URL, init: RequestInit | undefined): { status: number; body: unknown } {
    const [what, roomId, part] = url.pathname.replace("/api/v1/", "").split("/");
    const ok = (body: unknown) => ({ status: 200, body: structuredClone(body) });
    if (what === "commands") return ok(this.execute(userId, JSON.parse(String(init?.body))));
    if (what === "me" && roomId === "read") {
      for (const room of this.mine(userId)) this.read(room, userId, room.header.head);
      return ok({ read: Object.fromEntries(this.mine(userId).map((room) => [room.header.roomId, room.header.head])) });
    }
    if (what === "me")
      return ok({
        user: this.users.find((user) => user.id === userId),
        workspace: { id: uuid(3, 1), slug: "w", name: "W" },
      });
    if (what === "users") return ok({ users: this.users });
    if (what === "rooms" && roomId === undefined)
      return ok({ rooms: this.mine(userId).map((room) => myRoom(room, userId)) });
    const room = this.mine(userId).find((each) => each.header.roomId === roomId);
    if (!room) return { status: 404, body: problem(404, "notFound") };
    const since = url.searchParams.get("since");
    if (part === undefined) return ok({ room: myRoom(room, userId) });
    if (part === "preferences") return ok({ preferences: this.choose(room, userId, JSON.parse(String(init?.body))) });
    if (part === "members") return ok({ members: [...room.members.values()], head: room.header.head });
    if (part === "messages") {
      const at = url.searchParams.get("at");
      const numbers = [...url.searchParams]
        .filter(([name]) => name !== "at")
        .map(([name, value]) => [name, Number(value)]);
      const asked: Record<string, number> = Object.fromEntries(numbers);
      const limit = Math.min(this.pageSize, asked.limit ?? this.pageSize);
      return ok(page(room, { ...asked, ...(at === null ? {} : { at }) }, limit));
    }
    const epoch = url.searchParams.get("epoch") ?? this.epoch;
    return ok(syncRoom(room, userId, epoch === this.epoch ? Number(since) : undefined, this.maxEntities));
  }
}

const problem = (status: number, code: string) => ({ type: "about:blank", title: code, status, detail: code, code });

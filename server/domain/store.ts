/** What the domain asks of the store: rooms as one person may see them, and changes decided under the room's lock. */
import type { Changed, Payload, SyncResult } from "#contract/commands.ts";
import type {
  History,
  Member,
  Message,
  MyRoom,
  Preferences,
  Room,
  RoomKind,
  RoomRole,
  User,
} from "#contract/entities.ts";
import type { DurableEnvelope, DurableEvent } from "#contract/events.ts";
import type { RestAnswer, RestBody } from "#contract/rest.ts";
import type { ListedRoom } from "#contract/rest-answers.ts";
import type { GatewayReads } from "./ports.ts";

/** What makes a command idempotent (ENV-5): its key, unique per person, and what it asked. */
export type RequestKey = { readonly requestId: string; readonly digest: Uint8Array };

export type NewMessage = {
  readonly roomId: string;
  readonly authorId: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly key: RequestKey;
};

export type SentMessage = { readonly message: Message; readonly repeated: boolean };

/** Public rooms that are not archived, by name and id: at most `most`, those after a place where one is given. */
export type WantedRooms = {
  /** Looked for in name, topic and slug, without case and accents. */
  readonly q: string;
  readonly after: { readonly name: string; readonly roomId: string } | null;
  readonly most: number;
  /** Whether to count who is in each. */
  readonly count: boolean;
};

/** A person in relation to a room; `member` is there for one who left, too. */
export type Standing = { readonly user: User; readonly member: Member | undefined };

/** A room as it is under its lock, with what the change asked to see. */
export type LockedRoom = {
  readonly room: Room;
  readonly workspaceId: string;
  readonly actor: Standing;
  /** The person whom the change concerns, where one was named and is of this workspace. */
  readonly subject: Standing | undefined;
  readonly message: Message | undefined;
  /** Emoji that the actor has put on that message. */
  readonly ownEmoji: readonly string[];
  /** Where asked for: of the active members besides the subject (else the actor): the first by role, then by standing. */
  readonly successor: Member | undefined;
};

/** One entity's change. The store gives it the number that the room's change took. */
export type Write =
  | {
      readonly kind: "insertMessage";
      readonly text: string;
      readonly mentions: readonly string[];
      readonly threadSeq: number;
      readonly requestId: string;
    }
  | { readonly kind: "countReply"; readonly seq: number; readonly by: 1 | -1 }
  | { readonly kind: "editMessage"; readonly seq: number; readonly text: string; readonly mentions: readonly string[] }
  | { readonly kind: "deleteMessage"; readonly seq: number }
  | { readonly kind: "addReaction" | "removeReaction"; readonly seq: number; readonly emoji: string }
  /** Also a rejoining: what was before is only history. */
  | { readonly kind: "join"; readonly userId: string; readonly role: RoomRole }
  | { readonly kind: "leave"; readonly userId: string }
  | { readonly kind: "setRole"; readonly userId: string; readonly role: RoomRole }
  | {
      readonly kind: "updateRoom";
      readonly name?: string | undefined;
      readonly topic?: string | undefined;
      readonly archived?: boolean | undefined;
    };

export type Decision =
  | { readonly event: DurableEvent; readonly writes: readonly Write[] }
  /** All is as asked already: takes no number, and answers with that of the entity. */
  | { readonly unchanged: number };

export type ChangeRequest = {
  readonly actorId: string;
  readonly roomId: string;
  readonly key?: RequestKey;
  readonly see?: {
    readonly messageSeq?: number;
    readonly userId?: string;
    /** Reads all members of the room, so it is asked for only where someone may lose their role. */
    readonly successor?: boolean;
  };
  /** Pure: it may run more than once. Throws `DomainError` to refuse. */
  readonly decide: (locked: LockedRoom) => Decision;
};

/** `event` is absent where nothing changed, or the key was used before. */
export type ChangeOutcome = Changed & { readonly event?: DurableEnvelope; readonly repeated: boolean };

export type NewRoom = {
  readonly id: string;
  readonly workspaceId: string;
  readonly slug: string | null;
  readonly name: string;
  readonly topic: string;
  readonly kind: RoomKind;
  readonly history: History;
  readonly directKey: string | null;
  readonly members: readonly { readonly userId: string; readonly role: RoomRole }[];
};

export type Page = {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly around?: number | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
  readonly limit: number;
};
export type MarkRead = {
  readonly userId: string;
  readonly roomId: string;
  readonly seq: number;
  readonly back: boolean;
  readonly key: RequestKey;
};

export type ChoosePreferences = {
  readonly userId: string;
  readonly roomId: string;
  readonly patch: RestBody<"preferences.update">;
};

/** Whom the store reads for; a guest sees only the rooms that they were added to. */
export type Reader = { readonly id: string; readonly workspaceId: string; readonly guest: boolean };

export interface Store extends GatewayReads {
  /** Commits the message with others that arrive meanwhile. In one room, the order of calls is the order of seqs (ENV-6). */
  send(message: NewMessage): Promise<SentMessage>;
  /** Any other change of a room: lock, look, decide, write, commit. */
  change(request: ChangeRequest): Promise<ChangeOutcome>;
  /** Moves a read marker, which takes no number; `moved` tells whether it did. */
  markRead(mark: MarkRead): Promise<Changed & { readonly moved: boolean }>;
  /** Moves the markers of all rooms that the person is in up to their heads; `read` has every one, `moved` those that did. */
  markAllRead(
    userId: string,
  ): Promise<{ readonly read: Record<string, number>; readonly moved: readonly string[]; readonly timestamp: string }>;
  /** Takes no number either; `changed` tells whether what holds is different now. Throws `notFound` for one who is no member. */
  choosePreferences(
    choice: ChoosePreferences,
  ): Promise<{ readonly preferences: Preferences; readonly changed: boolean }>;
  /**
   * Makes a room with its members as its first change; null where slug or people are taken. Throws `conflict`, as a
   * joining does, where someone is in 2,000 rooms already.
   */
  createRoom(room: NewRoom, actorId: string): Promise<DurableEnvelope | null>;

  directRoom(workspaceId: string, directKey: string): Promise<string | null>;
  /** Of these ids, the people of the workspace who are not deactivated. */
  activeUsers(workspaceId: string, ids: readonly string[]): Promise<readonly string[]>;
  /** Rooms that this owner of them is in, and no owner who is active. */
  roomsWithoutOwner(userId: string): Promise<readonly string[]>;
  myRooms(userId: string): Promise<MyRoom[]>;
  publicRooms(reader: Reader, wanted: WantedRooms): Promise<ListedRoom[]>;
  /** A room that the reader is in, or may join. */
  visibleRoom(reader: Reader, roomId: string): Promise<MyRoom | null>;
  /** Null where the person is no member. */
  members(userId: string, roomId: string): Promise<RestAnswer<"members.list"> | null>;
  messages(userId: string, roomId: string, page: Page): Promise<RestAnswer<"messages.list"> | null>;
  sync(userId: string, workspaceId: string, payload: Payload<"sync">): Promise<SyncResult>;
}

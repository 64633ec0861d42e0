/** A year and more of a busy room, written straight into the tables: as if each change had taken its number in turn. */
import type { Pool } from "pg";
import type { Colleague } from "#test/support/colleagues.ts";
import { createRandom, type Random } from "../../prisma/demo/random.ts";
import { makeWorkspace } from "../../prisma/demo/workspace.ts";

const days = 420;
const dayMs = 24 * 60 * 60 * 1000;

export type Filled = {
  readonly head: number;
  readonly messages: number;
  /** Of messages that are there, ascending; each with its time. */
  readonly moments: readonly { readonly seq: number; readonly at: number }[];
};

type MessageRow = {
  seq: number;
  changed_seq: number;
  author_id: string;
  text: string;
  request_id: string;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
};
type ReactionRow = { seq: number; emoji: string; user_id: string };

/** Fills a room that has no message yet. Everyone in it has read everything. */
export async function fillRoom(
  pool: Pool,
  roomId: string,
  people: readonly Colleague[],
  count: number,
): Promise<Filled> {
  const random = createRandom(7);
  const { rows } = await pool.query<{ head: string }>("SELECT head FROM rooms WHERE id = $1", [roomId]);
  const { messages, reactions, head } = imagine(Number(rows[0]?.head), people, count, random);
  for (let i = 0; i < messages.length; i += 10_000)
    await pool.query(
      `INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, created_at, edited_at, deleted_at)
        SELECT $1, seq, changed_seq, author_id, text, request_id, created_at, edited_at, deleted_at
        FROM json_populate_recordset(NULL::messages, $2)`,
      [roomId, JSON.stringify(messages.slice(i, i + 10_000))],
    );
  await pool.query(
    `INSERT INTO reactions (room_id, seq, emoji, user_id)
      SELECT $1, seq, emoji, user_id FROM json_populate_recordset(NULL::reactions, $2) ON CONFLICT DO NOTHING`,
    [roomId, JSON.stringify(reactions)],
  );
  await pool.query("UPDATE rooms SET head = $2, created_at = $3 WHERE id = $1", [
    roomId,
    head,
    messages[0]?.created_at,
  ]);
  await pool.query("UPDATE memberships SET last_read_seq = $2 WHERE room_id = $1", [roomId, head]);
  await pool.query("ANALYZE");
  const moments = messages
    .filter((message) => message.deleted_at === null)
    .map(({ seq, created_at }) => ({ seq, at: Date.parse(created_at) }));
  return { head, messages: messages.length, moments };
}

function imagine(head: number, people: readonly Colleague[], count: number, random: Random) {
  const texts = smallTalk();
  const messages: MessageRow[] = [];
  const reactions: ReactionRow[] = [];
  const end = Date.now() - 60_000;
  let author = random.pick(people);
  for (let n = 0, seq = head + 1; n < count; seq += 1) {
    // Conversations of some ten messages; between them hours pass.
    const at = end - days * dayMs * (1 - n / count) - random.whole(0, 20_000);
    const old = messages[messages.length - random.whole(1, 30)];
    const change = random.next();
    if (old && old.changed_seq === old.seq && change < 0.08) {
      old.changed_seq = seq;
      const time = new Date(at).toISOString();
      if (change < 0.05) reactions.push({ seq: old.seq, emoji: random.pick(emoji), user_id: random.pick(people).id });
      else if (change < 0.07) old.edited_at = time;
      else {
        old.text = "";
        old.deleted_at = time;
      }
      head = seq;
      continue;
    }
    if (random.next() < 0.55) author = random.pick(people);
    messages.push({
      seq,
      changed_seq: seq,
      author_id: author.id,
      text: random.pick(texts),
      request_id: `history-${seq}`,
      created_at: new Date(at).toISOString(),
      edited_at: null,
      deleted_at: null,
    });
    head = seq;
    n += 1;
  }
  return { messages, reactions: reactions.filter(({ seq }) => isThere(messages, seq)), head };
}

const emoji = ["👍", "🎉", "❤️", "👀", "😂", "✅"];

/** A tombstone has no reactions. */
function isThere(messages: readonly MessageRow[], seq: number): boolean {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return messages[low]?.seq === seq && messages[low]?.deleted_at === null;
}

/** What the demo's people say: short and long, with links, lists, quotes and code. */
export function smallTalk(): string[] {
  const { messages = [] } = makeWorkspace(new Date(), "", createRandom(11));
  const texts = messages.flatMap((row) =>
    "text" in row && typeof row.text === "string" && row.text ? [row.text] : [],
  );
  // Its mentions name the demo's own people.
  return texts.map((text) => text.replaceAll(/<@[^>]+>/g, "@everyone"));
}

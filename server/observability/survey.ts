import type { Carrier } from "./measures.ts";

/** Connections looked at before other work gets its turn. */
const sliceSize = 500;

/** How many connections there are of each kind, and the bytes that are queued for all of them. */
export async function survey(links: Iterable<{ readonly kind: Carrier; bufferedBytes(): number }>) {
  const counts: Record<Carrier, number> = { "socket.io": 0, websocket: 0, sse: 0 };
  let bytes = 0;
  let looked = 0;
  for (const link of [...links]) {
    if (++looked % sliceSize === 0) await new Promise(setImmediate);
    counts[link.kind] += 1;
    bytes += link.bufferedBytes();
  }
  return { counts, bytes };
}

/**
 * A reader in a process of its own, so that it can be stopped as a whole (SIGSTOP), with whatever its system holds for it.
 * Its one argument is what to read; it says `ready` once it is connected, and answers each `report` with what it saw.
 */
import { z } from "zod";
import { systemClock } from "#client/clock.ts";
import { createGatewayClient } from "#client/gateway-client.ts";
import { createHttp } from "#client/http.ts";
import { createRest } from "#client/rest.ts";
import type { Message } from "#contract/entities.ts";
import type { Open } from "../conformance/clients/client.ts";
import { openSocketIo } from "../conformance/clients/socket-io.ts";
import { openSse } from "../conformance/clients/sse.ts";
import { openWebSocket } from "../conformance/clients/websocket.ts";
import { Follower } from "../conformance/follower.ts";
import { type Report, readerSchema } from "./readers.ts";

const openings: Readonly<Record<string, Open>> = {
  WebSocket: openWebSocket,
  "Socket.IO": openSocketIo,
  SSE: openSse,
};
const { kind, url, token, roomId } = readerSchema.parse(JSON.parse(process.argv[2] ?? ""));
const credentials = { kind: "token", token } as const;
const rest = createRest(createHttp({ baseUrl: url, credentials, fetch, clock: systemClock, requestMs: 20_000 }));

/** Of a long text the first word is enough to know it by. */
const nameOf = (text: string) => text.split(" ", 1)[0] ?? "";

async function history(after: number) {
  const answer = await rest("messages.list", { params: { room: roomId }, query: { after, limit: 100 } });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.answer;
}

async function follow(open: Open): Promise<() => Promise<Report>> {
  const follower = new Follower({ transport: kind, open: () => open({ url }, { token }), roomId, history });
  await follower.start();
  return async () => {
    const { seen, complaints, returns, resets } = follower;
    return { seen: seen.map(nameOf), complaints, returns, resets };
  };
}

/** Our own client: what it shows at the end is what counts. */
async function converse(): Promise<() => Promise<Report>> {
  const client = createGatewayClient({ baseUrl: url, credentials });
  let returns = 0;
  client.connection.subscribe(() => {
    if (client.connection.get().state === "reconnecting") returns += 1;
  });
  client.start();
  await client.openRoom(roomId);
  return async () => {
    // A long history is not in memory as a whole: it is read back, from the newest page.
    const read = new Map<number, Message>();
    const release = client.holdHistory(roomId);
    client.leaveExcerpt(roomId);
    do {
      const room = client.rooms.get().get(roomId);
      for (const message of [...(room?.messages ?? []), ...(room?.excerpt?.messages ?? [])])
        read.set(message.seq, message);
    } while (await client.loadBefore(roomId));
    release();
    const seen = [...read.values()].sort((a, b) => a.seq - b.seq).map(({ text }) => nameOf(text));
    return { seen, complaints: [], returns, resets: 0 };
  };
}

const open = openings[kind];
const report = await (open ? follow(open) : converse());
process.on("message", async (asked) => {
  if (z.literal("report").safeParse(asked).success) process.send?.(await report());
});
// Whoever started us is gone.
process.on("disconnect", () => process.exit());
process.send?.("ready");

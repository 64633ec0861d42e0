/**
 * One user who sends as fast as the wire allows, over several connections of every kind, and comes back at once wherever it
 * is sent away. A process of its own; its one argument says where and who. It floods on `flood`, and on `hush` stops and
 * tells what came of it.
 */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";
import { WebSocket } from "ws";
import { z } from "zod";

const { url, token, roomId } = z
  .object({ url: z.string(), token: z.string(), roomId: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ""));
/** Another address than the ordinary people's. */
const localAddress = "127.0.0.2";
const authorization = `Bearer ${token}`;
const connectionsOfEachKind = 3;
/** Half of them by commands, half by REST. */
const posters = 12;
/** Bytes or frames under way on one connection, beyond which it takes no more. */
const most = { bytes: 256 * 1024, frames: 200 };

let on = false;
const tally = { opened: 0, sent: 0, committed: 0, refused: 0 };
const agent = new Agent({ keepAlive: true, maxSockets: posters, localAddress });
const command = () => ({
  v: 1,
  action: "sendMessage",
  requestId: randomUUID(),
  roomId,
  payload: { text: "all work and no play makes a dull flood" },
});
/** REST's answers have a status that says it. */
const count = (reply: string, status = 0) => {
  if (reply.includes('"ok":true') || status === 201) tally.committed += 1;
  else if (reply.includes('"ok":false') || status === 429) tally.refused += 1;
};

/** Resolves when the connection is over. */
async function byWebSocket(): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat`, { headers: { authorization }, localAddress });
  socket.on("message", (data) => count(String(data)));
  socket.on("error", () => {});
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.on("open", async () => {
    tally.opened += 1;
    while (on && socket.readyState === WebSocket.OPEN) {
      if (socket.bufferedAmount < most.bytes) {
        socket.send(JSON.stringify(command()));
        tally.sent += 1;
      }
      if (tally.sent % 50 === 0 || socket.bufferedAmount >= most.bytes) await breathe();
    }
    socket.terminate();
  });
  await ended;
}

async function bySocketIo(): Promise<void> {
  // What engine.io-client passes on to ws, and does not declare.
  const own = { localAddress };
  const socket = io(url, {
    ...own,
    path: "/ws/io",
    transports: ["websocket"],
    auth: { token },
    forceNew: true,
    reconnection: false,
  });
  socket.on("frame", (frame: unknown) => count(JSON.stringify(frame)));
  const ended = new Promise<void>((resolve) => {
    socket.on("disconnect", () => resolve());
    socket.on("connect_error", () => resolve());
  });
  socket.on("connect", async () => {
    tally.opened += 1;
    while (on && socket.connected) {
      for (let n = 0; n < 50 && socket.connected; n++) {
        socket.emit("frame", command());
        tally.sent += 1;
      }
      // It queues without end: what was handed over has to be on the wire first.
      do await breathe();
      while (socket.connected && socket.io.engine.writeBuffer.length > most.frames);
    }
  });
  while (on && !(await Promise.race([ended.then(() => true), sleep(100, false)])));
  socket.disconnect();
}

/** A stream that is opened again whenever it ends. */
function byStream(): Promise<void> {
  return new Promise((resolve) => {
    const asked = request(`${url}/api/v1/events`, { headers: { authorization }, localAddress, agent: false });
    asked.on("response", (response) => {
      tally.opened += 1;
      response.on("close", () => resolve()).resume();
    });
    asked.on("error", () => resolve()).on("close", () => resolve());
    asked.end();
    const look = setInterval(() => {
      if (on) return;
      clearInterval(look);
      asked.destroy();
    }, 100);
  });
}

const byCommand = () => post("/api/v1/commands", command());
const byRest = () => post(`/api/v1/rooms/${roomId}/messages`, command().payload);

function post(path: string, content: object): Promise<void> {
  return new Promise((resolve) => {
    const headers = { authorization, "content-type": "application/json" };
    const asked = request(`${url}${path}`, { method: "POST", headers, agent });
    asked.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => count(body, response.statusCode)).on("close", () => resolve());
    });
    asked.on("error", () => resolve());
    asked.end(JSON.stringify(content));
    tally.sent += 1;
  });
}

/** Again and again, for as long as it floods. */
async function insist(way: () => Promise<void>): Promise<void> {
  while (on) {
    await way();
    await breathe();
  }
}

let flooding: Promise<unknown> = Promise.resolve();
process.on("message", async (message) => {
  if (message === "flood") {
    on = true;
    Object.assign(tally, { opened: 0, sent: 0, committed: 0, refused: 0 });
    const times = (n: number, way: () => Promise<void>) => Array.from({ length: n }, () => insist(way));
    flooding = Promise.all([
      ...[byWebSocket, bySocketIo, byStream].flatMap((way) => times(connectionsOfEachKind, way)),
      ...[byCommand, byRest].flatMap((way) => times(posters / 2, way)),
    ]);
  } else {
    on = false;
    await flooding;
    process.send?.(tally);
  }
});
// Whoever started us is gone.
process.on("disconnect", () => process.exit());

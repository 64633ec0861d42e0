import { once } from "node:events";
import { createServer, get, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { underWay } from "./under-way.ts";

const patient = () => new AbortController().signal;

async function listening() {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => waiting.push(response));
  // As any WebSocket does, it ends when the other side does.
  server.on("upgrade", (_, socket) => {
    socket.on("error", () => {});
    socket.on("end", () => socket.end()).resume();
  });
  const requests = underWay(server, (path) => path.startsWith("/ws/"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const ask = async () => {
    const asked = get({ host: "127.0.0.1", port: address.port }).on("error", () => {});
    await once(server, "request");
    return asked;
  };
  const upgrade = async (path: string) => {
    const socket = connect(address.port, "127.0.0.1").on("error", () => {});
    onTestFinished(() => void socket.destroy());
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    await once(server, "upgrade");
    return socket;
  };
  return { requests, waiting, ask, upgrade };
}

/** Whether a promise is settled once everything that can happen by itself has happened. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  return done;
}

test("a request that was begun is waited for, and so is a socket of ours", async () => {
  const { requests, waiting, ask, upgrade } = await listening();
  expect(await settled(requests.finished(60_000, patient()))).toBe(true);
  await ask();
  const socket = await upgrade("/ws/chat");
  const finished = requests.finished(60_000, patient());
  waiting[0]?.end("done");
  expect(await settled(finished)).toBe(false);
  socket.destroy();
  await finished;
});

test("a socket of development's hot reload is not waited for", async () => {
  const { requests, upgrade } = await listening();
  await upgrade("/_next/webpack-hmr");
  await requests.finished(60_000, patient());
});

test("the waiting has an end, and a signal ends it at once", async () => {
  const { requests, ask } = await listening();
  await ask();
  await requests.finished(10, patient());
  const hurry = new AbortController();
  const finished = requests.finished(60_000, hurry.signal);
  hurry.abort();
  await finished;
  await requests.finished(60_000, hurry.signal);
});

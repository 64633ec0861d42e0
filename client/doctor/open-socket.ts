/** One WebSocket that says what happens to it, without the help of a library that would try again by itself. */
import { newId } from "../new-id.ts";
import { patienceMs, type SocketFacts } from "./facts.ts";

/** How one of the two WebSockets speaks. */
type Speech = {
  readonly path: string;
  /** What is answered to a packet of the way's own, if anything. */
  readonly respond: (text: string) => string | undefined;
  readonly ping: (requestId: string) => string;
};

const command = (requestId: string) => JSON.stringify({ v: 1, action: "ping", requestId });

/** `/ws/chat`: an envelope each. */
const plain: Speech = { path: "/ws/chat", respond: () => undefined, ping: command };

/** `/ws/io`: Engine.IO's opening and pings, Socket.IO's CONNECT, and events with the name `frame`. */
const socketIo: Speech = {
  path: "/ws/io/?EIO=4&transport=websocket",
  respond: (text) => (text.startsWith("0") ? "40{}" : text === "2" ? "3" : undefined),
  ping: (requestId) => `42["frame",${command(requestId)}]`,
};

export const speeches = { plain, socketIo } as const;

export type WatchedSocket = {
  /** Asks once more; an answer that does not come is an end. Resolves when it is known. */
  askAgain(): Promise<void>;
  close(): void;
};

export function openSocket(speech: Speech, tell: (facts: SocketFacts) => void): WatchedSocket {
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  let facts: SocketFacts = { openedMs: null, helloMs: null, echoMs: null, endedMs: null, closing: null };
  let over = false;
  let asked: { requestId: string; at: number; answered: () => void } | null = null;
  const note = (more: Partial<SocketFacts>) => {
    facts = { ...facts, ...more };
    if (!over) tell(facts);
  };

  const socket = new WebSocket(window.location.origin.replace(/^http/, "ws") + speech.path);
  const ask = (answered: () => void = () => {}) => {
    asked = { requestId: newId(), at: since(), answered };
    socket.send(speech.ping(asked.requestId));
  };
  socket.onopen = () => note({ openedMs: since() });
  socket.onmessage = ({ data }) => {
    const text = String(data);
    const answer = speech.respond(text);
    if (answer !== undefined) socket.send(answer);
    if (text.includes('"event":"closing"')) note({ closing: Number(/"code":(\d+)/.exec(text)?.[1] ?? 0) });
    if (text.includes('"event":"hello"') && facts.helloMs === null) {
      note({ helloMs: since() });
      ask();
    }
    if (!asked || !text.includes(asked.requestId)) return;
    if (facts.echoMs === null) note({ echoMs: since() - asked.at });
    asked.answered();
    asked = null;
  };
  socket.onclose = () => {
    note({ endedMs: facts.endedMs ?? since() });
    asked?.answered();
  };

  return {
    async askAgain() {
      if (facts.echoMs === null || facts.endedMs !== null || socket.readyState !== WebSocket.OPEN) return;
      let heard = false;
      await Promise.race([
        new Promise<void>((resolve) =>
          ask(() => {
            heard = true;
            resolve();
          }),
        ),
        new Promise((resolve) => setTimeout(resolve, patienceMs)),
      ]);
      if (!heard) note({ endedMs: facts.endedMs ?? since() });
    },
    close() {
      over = true;
      socket.close();
    },
  };
}

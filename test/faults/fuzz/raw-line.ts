/** One TCP connection that nonsense goes over, and who waits for how many answers. */
import { connect } from "node:net";

/** Far longer than any answer takes on a machine that is busy with other things. */
const patienceMs = 20_000;

/** Takes whole answers off the front: how many bytes were read, how many answers to commands were in them, and a goodbye. */
export type ReadAnswers = (bytes: Buffer) => {
  readonly taken: number;
  readonly answers: number;
  readonly bye?: boolean;
};

export type RawLine = {
  readonly over: boolean;
  write(bytes: Buffer | string): void;
  /** Resolves when so many more answers came, or the server ended it; how many came. */
  answers(count: number): Promise<number>;
  /** Nothing more will be sent. Resolves when the server has ended it, too. */
  end(): Promise<void>;
};

export function openRawLine(port: number, read: ReadAnswers): RawLine {
  const socket = connect(port, "127.0.0.1");
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  let bytes: Buffer = Buffer.alloc(0);
  let heard = 0;
  let over = false;
  let look = () => {};
  socket.on("data", (data: Buffer) => {
    bytes = bytes.length === 0 ? data : Buffer.concat([bytes, data]);
    const { taken, answers, bye } = read(bytes);
    bytes = bytes.subarray(taken);
    heard += answers;
    if (bye) socket.end();
    look();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    over = true;
    look();
  });
  const bounded = async <T>(what: string, wait: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        socket.destroy();
        reject(new Error(`Waited ${patienceMs} ms for ${what}; unread: ${bytes.subarray(0, 300).toString("latin1")}`));
      }, patienceMs);
    });
    return Promise.race([wait, late]).finally(() => clearTimeout(timer));
  };
  return {
    get over() {
      return over;
    },
    // Whoever was let go meanwhile is told so by `answers`.
    write: (data) => void (socket.writable && socket.write(data)),
    answers(count) {
      const came = new Promise<number>((resolve) => {
        look = () => {
          if (heard < count && !over) return;
          look = () => {};
          const enough = Math.min(heard, count);
          heard -= enough;
          resolve(enough);
        };
        look();
      });
      return bounded(`${count} answers, of which ${heard} came`, came);
    },
    async end() {
      socket.end();
      await bounded("the end", closed);
    },
  };
}

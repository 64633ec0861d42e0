/** RFC 6455 by hand, over plain TCP: whatever a library would not send, and all that the server says byte by byte. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export const opcodes = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

type FrameParts = {
  readonly opcode: number;
  readonly payload?: Buffer | string;
  /** `true` unless the message goes on. */
  readonly fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  readonly rsv?: number;
  /** `null`: without a mask, as no client may. */
  readonly mask?: Buffer | null;
  /** In how many bits the length stands; as few as it takes where absent. */
  readonly lengthBits?: 7 | 16 | 64;
};

const usualMask = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);

/** One frame (section 5.2). */
export function rawFrame({ opcode, payload = "", fin = true, rsv = 0, mask = usualMask, lengthBits }: FrameParts) {
  const bytes = Buffer.from(payload);
  const bits = lengthBits ?? (bytes.length < 126 ? 7 : bytes.length < 0x10000 ? 16 : 64);
  const masked = mask ? 0x80 : 0;
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const length = Buffer.alloc(bits === 7 ? 0 : bits / 8);
  if (bits === 16) length.writeUInt16BE(bytes.length);
  if (bits === 64) length.writeBigUInt64BE(BigInt(bytes.length));
  const second = masked | (bits === 7 ? bytes.length : bits === 16 ? 126 : 127);
  const body = mask ? Buffer.from(bytes.map((byte, n) => byte ^ (mask[n % 4] ?? 0))) : bytes;
  return Buffer.concat([Buffer.from([first, second]), length, ...(mask ? [mask] : []), body]);
}

/** The payload of a close frame (section 5.5.1). */
export function closing(code: number, reason: Buffer | string = ""): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

export type HeardFrame = { readonly opcode: number; readonly payload: Buffer };

/** The frame that begins at `at`, and where it ends; undefined while it is not whole. Holds it to the rules for servers. */
export function frameAt(bytes: Buffer, at: number): { frame: HeardFrame; end: number } | undefined {
  if (at + 2 > bytes.length) return;
  const first = bytes.readUInt8(at);
  const second = bytes.readUInt8(at + 1);
  const wide = second === 127 ? 8 : second === 126 ? 2 : 0;
  const start = at + 2 + wide;
  if (start > bytes.length) return;
  const length = wide === 8 ? Number(bytes.readBigUInt64BE(at + 2)) : wide === 2 ? bytes.readUInt16BE(at + 2) : second;
  const end = start + length;
  if (end > bytes.length) return;
  if ((first & 0xf0) !== 0x80 || (second & 0x80) !== 0)
    throw new Error(`The server sent a fragment, a reserved bit or a mask: ${first} ${second}`);
  return { frame: { opcode: first & 0x0f, payload: bytes.subarray(start, end) }, end };
}

/** All whole frames that a server sent after its handshake. */
function framesIn(bytes: Buffer): HeardFrame[] {
  const frames: HeardFrame[] = [];
  for (let next = frameAt(bytes, 0); next; next = frameAt(bytes, next.end)) frames.push(next.frame);
  return frames;
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer };

const headEnd = "\r\n\r\n";

/** One TCP connection, and everything that came back on it. */
export class RawSocket {
  readonly socket: Socket;
  /** When the server has closed its side, too. */
  readonly ended: Promise<void>;
  #heard = Buffer.alloc(0);

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setNoDelay(true);
    this.socket.on("data", (data: Buffer) => {
      this.#heard = Buffer.concat([this.#heard, data]);
    });
    this.socket.on("error", () => {});
    this.ended = once(this.socket, "close").then(() => undefined);
  }

  write(bytes: Buffer | string): void {
    this.socket.write(bytes);
  }

  /** The head of the first answer, and what followed it by now; undefined while it is not whole. */
  answer(): Answer | undefined {
    const end = this.#heard.indexOf(headEnd);
    if (end < 0) return;
    const [first = "", ...lines] = this.#heard.toString("latin1", 0, end).split("\r\n");
    const headers = new Headers(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    );
    return { status: Number(first.split(" ")[1]), headers, body: this.#heard.subarray(end + headEnd.length) };
  }

  frames(): HeardFrame[] {
    return framesIn(this.answer()?.body ?? Buffer.alloc(0));
  }

  texts(): string[] {
    return this.frames().flatMap(({ opcode, payload }) => (opcode === opcodes.text ? [payload.toString()] : []));
  }

  destroy(): void {
    this.socket.destroy();
  }
}

export type Handshake = {
  /** On top of a right one's; `null` leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly method?: string;
  readonly path?: string;
  readonly http?: string;
};

/** The client's opening handshake (section 4.1). */
export function handshake({ headers = {}, method = "GET", path = "/ws/chat", http = "1.1" }: Handshake = {}): string {
  const all: Record<string, string | null> = {
    Host: "localhost",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${method} ${path} HTTP/${http}\r\n${lines.join("\r\n")}${headEnd}`;
}

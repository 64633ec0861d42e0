/** Nonsense over each transport, frame for frame answered or the connection's last. */
import { type Reply, replySchema } from "#contract/envelope.ts";
import { frameAt, handshake, opcodes, rawFrame } from "#test/conformance/clients/raw-frames.ts";
import { mutated, oddFrame } from "./frames.ts";
import type { Random } from "./random.ts";
import { openRawLine, type RawLine, type ReadAnswers } from "./raw-line.ts";

export type Flood = {
  readonly port: number;
  readonly token: string;
  /** How many frames are to be read by the server. */
  readonly frames: number;
  readonly random: Random;
  /** Every reply passes here. */
  readonly heard: (reply: Reply) => void;
};

/** Sent at once; the server may close after the tenth bad one, and then has not read the rest. */
const batch = 32;
/** Once in so many frames it is the transport's own framing that is broken, which ends the connection. */
const breakEvery = 200;
const breaksOnceIn = Math.ceil((2 * breakEvery) / batch);

export const overWebSocket = (flood: Flood): Promise<void> =>
  sockets(flood, {
    path: "/ws/chat",
    opens: (text) => text.includes('"event":"hello"'),
    wrap: (frame) => rawFrame({ opcode: opcodes.text, payload: frame, mask: flood.random.bytes(4) }),
    reply: (text) => (text.startsWith('{"v":1,"type":"reply"') ? text : null),
  });

export const overSocketIo = (flood: Flood): Promise<void> =>
  sockets(flood, {
    path: "/ws/io/?EIO=4&transport=websocket",
    connect: `40${JSON.stringify({ token: flood.token })}`,
    opens: (text) => text.startsWith('0{"sid"') || text.includes('"event":"hello"'),
    wrap: (frame) => {
      const text = frame.toString();
      return rawFrame({ opcode: opcodes.text, payload: `427["frame",${isJson(text) ? text : JSON.stringify(text)}]` });
    },
    reply: (text) => (text.startsWith("437[") ? text.slice(4, -1) : null),
  });

type Way = {
  readonly path: string;
  /** What is said once the transport is open. */
  readonly connect?: string;
  /** Whether this is one of the answers to the opening. */
  readonly opens: (text: string) => boolean;
  readonly wrap: (frame: Buffer) => Buffer;
  /** A reply's JSON; null where it is none. */
  readonly reply: (text: string) => string | null;
};

async function sockets(flood: Flood, way: Way): Promise<void> {
  const { random } = flood;
  let line: RawLine | null = null;
  for (let done = 0; done < flood.frames; ) {
    line ??= await openSocket(flood, way);
    const broken = random.once(breaksOnceIn);
    const frames = Array.from({ length: 1 + random.int(batch) }, () => way.wrap(oddFrame(random)));
    line.write(Buffer.concat(frames));
    const answered = await line.answers(frames.length);
    done += answered;
    if (line.over) {
      // The one that it was closed for.
      done += 1;
      line = null;
    } else if (broken) {
      line.write(mutated(random, way.wrap(oddFrame(random))));
      done += 1;
      await line.end();
      line = null;
    }
  }
  await line?.end();
}

async function openSocket({ port, token, heard }: Flood, way: Way): Promise<RawLine> {
  let opened = false;
  const read: ReadAnswers = (bytes) => {
    let taken = 0;
    let answers = 0;
    let bye = false;
    if (!opened) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) return { taken, answers };
      opened = true;
      taken = end + 4;
    }
    for (let next = frameAt(bytes, taken); next; next = frameAt(bytes, taken)) {
      taken = next.end;
      bye ||= next.frame.opcode === opcodes.close;
      if (next.frame.opcode !== opcodes.text) continue;
      const text = next.frame.payload.toString();
      const reply = way.reply(text);
      if (reply !== null) heard(replySchema.parse(JSON.parse(reply)));
      // What opens it counts as answers, too.
      if (reply !== null || way.opens(text)) answers += 1;
    }
    return { taken, answers, bye };
  };
  const line = openRawLine(port, read);
  line.write(handshake({ path: way.path, headers: { Authorization: `Bearer ${token}` } }));
  const opening = async () => {
    if ((await line.answers(1)) !== 1) throw new Error("The opening was refused.");
  };
  await opening();
  if (way.connect === undefined) return line;
  line.write(rawFrame({ opcode: opcodes.text, payload: way.connect }));
  await opening();
  return line;
}

/** Commands by POST, some in the name of a stream, which is opened again when it was closed for them (4400). */
export async function overPost({ port, token, frames, random, heard }: Flood): Promise<void> {
  const head = (path: string, method: string) =>
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`;
  let line: RawLine | null = null;
  let stream: (RawLine & { id: string }) | null = null;
  const openStream = async () => {
    let id = "";
    const opened = openRawLine(port, (bytes) => {
      const found = id === "" ? /"connectionId":"([^"]+)"/.exec(bytes.toString()) : null;
      id ||= found?.[1] ?? "";
      return { taken: id === "" ? 0 : bytes.length, answers: found ? 1 : 0 };
    });
    opened.write(`${head("/api/v1/events", "GET")}\r\n`);
    if ((await opened.answers(1)) !== 1) throw new Error("The stream was refused.");
    return Object.assign(opened, { id });
  };
  const post = (body: Buffer) => {
    const named = random.once(2) ? `Parley-Connection: ${stream?.id}\r\n` : "";
    const type = random.once(10) ? "" : "Content-Type: application/json\r\n";
    const start = `${head("/api/v1/commands", "POST")}${type}${named}Content-Length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(start), body]);
  };
  for (let done = 0; done < frames; ) {
    if (!stream || stream.over) stream = await openStream();
    line ??= openRawLine(port, (bytes) => httpAnswers(bytes, heard));
    const requests = Array.from({ length: 1 + random.int(batch) }, () => post(oddFrame(random)));
    line.write(Buffer.concat(requests));
    done += await line.answers(requests.length);
    if (line.over) line = null;
    else if (random.once(breaksOnceIn)) {
      line.write(mutated(random, post(oddFrame(random))));
      done += 1;
      await line.end();
      line = null;
    }
  }
  await line?.end();
  await stream?.end();
}

/** The answers to requests that followed each other on one socket. */
function httpAnswers(bytes: Buffer, heard: (reply: Reply) => void): ReturnType<ReadAnswers> {
  let taken = 0;
  let answers = 0;
  for (let next = httpAnswerAt(bytes, 0); next; next = httpAnswerAt(bytes, taken)) {
    // A request that was none has no reply, but a status.
    if (next.body.startsWith('{"v":1')) heard(replySchema.parse(JSON.parse(next.body)));
    taken = next.end;
    answers += 1;
  }
  return { taken, answers };
}

/** The answer that begins at `at`, whose body has a length or comes in chunks; undefined while it is not whole. */
function httpAnswerAt(bytes: Buffer, at: number): { body: string; end: number } | undefined {
  const head = bytes.indexOf("\r\n\r\n", at);
  if (head < 0) return;
  const start = head + 4;
  const length = /content-length: (\d+)/i.exec(bytes.toString("latin1", at, head))?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return end > bytes.length ? undefined : { body: bytes.toString("utf8", start, end), end };
  }
  const parts: Buffer[] = [];
  for (let chunk = start; ; ) {
    const line = bytes.indexOf("\r\n", chunk);
    if (line < 0) return;
    const size = Number.parseInt(bytes.toString("latin1", chunk, line), 16);
    const end = line + 2 + size + 2;
    if (end > bytes.length) return;
    if (size === 0) return { body: Buffer.concat(parts).toString(), end };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    chunk = end;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Plain WebSocket as RFC 6455 has it, spoken by hand; each row names its section. Others on the node notice nothing. */
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { startNode } from "#test/support/node.ts";
import { withBystanders } from "./bystanders.ts";
import { closing, type Handshake, handshake, opcodes, RawSocket, rawFrame } from "./clients/raw-frames.ts";

const node = await startNode();

const mallory = await withBystanders(node);
// Whoever broke the rules is gone, and nothing of them is left.
afterEach(() => expect.poll(() => node.gateway.presence.of(mallory.id).size).toBe(0));

const raw = () => {
  const socket = new RawSocket(node.port);
  onTestFinished(() => socket.destroy());
  return socket;
};
const knock = async (how: Handshake) => {
  const socket = raw();
  socket.write(handshake({ ...how, headers: { Authorization: `Bearer ${mallory.token}`, ...how.headers } }));
  await expect.poll(() => socket.answer() !== undefined).toBe(true);
  const answer = socket.answer();
  if (!answer) throw new Error("no answer");
  return { socket, ...answer };
};
const open = async () => {
  const { socket, status } = await knock({});
  expect(status).toBe(101);
  await expect.poll(() => socket.texts().some((text) => text.includes('"event":"hello"'))).toBe(true);
  return socket;
};

describe("section 4: the opening handshake", () => {
  type Row = readonly [
    section: string,
    what: string,
    how: Handshake,
    status: number,
    headers?: Record<string, unknown>,
  ];
  const header = (name: string, value: string | null): Handshake => ({ headers: { [name]: value } });
  const accepted = {
    "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    upgrade: "websocket",
    connection: "Upgrade",
  };
  const asked = { "sec-websocket-version": "13" };

  const rows: readonly Row[] = [
    ["1.3", "the RFC's own example of a key", {}, 101, accepted],
    ["4.1", "Upgrade in other letters", header("Upgrade", "WebSocket"), 101, accepted],
    ["4.1", "Connection with a list", header("Connection", "keep-alive, Upgrade"), 101, accepted],
    ["4.1", "a query in the address", { path: "/ws/chat?x=1" }, 101, accepted],
    ["4.1", "no Sec-WebSocket-Key", header("Sec-WebSocket-Key", null), 400],
    ["4.1", "an empty Sec-WebSocket-Key", header("Sec-WebSocket-Key", ""), 400],
    ["4.1", "a key of 15 bytes", header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAA"), 400],
    ["4.1", "a key of 17 bytes", header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAAA="), 400],
    ["4.1", "a key that is no base64", header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25j!!=="), 400],
    ["4.4", "no Sec-WebSocket-Version", header("Sec-WebSocket-Version", null), 426, asked],
    ["4.4", "version 8, a draft's", header("Sec-WebSocket-Version", "8"), 426, asked],
    ["4.4", "version 14", header("Sec-WebSocket-Version", "14"), 426, asked],
    ["4.4", "a version with a leading zero", header("Sec-WebSocket-Version", "013"), 426, asked],
    ["4.4", "a list of versions", header("Sec-WebSocket-Version", "13, 8"), 426, asked],
    ["4.2.1", "no Upgrade", header("Upgrade", null), 426],
    ["4.2.1", "Upgrade to something else", header("Upgrade", "h2c"), 426],
    ["4.2.1", "no Connection", header("Connection", null), 426],
    ["4.2.1", "Connection without Upgrade", header("Connection", "keep-alive"), 426],
    ["4.2.1", "POST", { method: "POST" }, 405],
    ["4.2.1", "HTTP/1.0", { http: "1.0" }, 426],
    ["4.2.1", "no Host", header("Host", null), 400],
    ["4.2.2", "an address that is none", { path: "/ws/nowhere" }, 404],
    [
      "4.2.2",
      "an extension that we don't speak",
      header("Sec-WebSocket-Extensions", "permessage-deflate; x=1"),
      101,
      {
        "sec-websocket-extensions": null,
      },
    ],
    ["4.2.2", "no subprotocol is asked for, none is named", {}, 101, { "sec-websocket-protocol": null }],
    [
      "4.2.2",
      "the subprotocol is one of those asked for",
      header("Sec-WebSocket-Protocol", "chat, more"),
      101,
      {
        "sec-websocket-protocol": "chat",
      },
    ],
    ["4.1", "a subprotocol twice", header("Sec-WebSocket-Protocol", "chat, chat"), 400],
    ["4.1", "an empty subprotocol", header("Sec-WebSocket-Protocol", ","), 400],
    ["4.2.2", "nobody's handshake", header("Authorization", null), 401],
  ];

  const cases = rows.map(([section, what, how, status, headers = {}]) => ({ section, what, how, status, headers }));

  test.each(cases)("$section: $what", async ({ how, status, headers }) => {
    const { socket, ...answer } = await knock(how);
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
    if (status !== 101) expect(answer.headers.get("sec-websocket-accept")).toBeNull();
    // A refused upgrade is over: nothing that follows on that socket is taken for a frame.
    socket.write(rawFrame({ opcode: opcodes.text, payload: '{"action":"ping","requestId":"late"}' }));
    if (status === 101) await expect.poll(() => socket.texts().some((text) => text.includes('"late"'))).toBe(true);
    else expect(String(socket.answer()?.body)).not.toContain('"late"');
    socket.destroy();
  });

  test("4.1: a frame in the handshake's own segment is not lost", async () => {
    const socket = raw();
    const early = rawFrame({ opcode: opcodes.text, payload: '{"action":"ping","requestId":"early"}' });
    const opening = handshake({ headers: { Authorization: `Bearer ${mallory.token}` } });
    socket.write(Buffer.concat([Buffer.from(opening), early]));
    await expect.poll(() => socket.texts().some((text) => text.includes('"early"'))).toBe(true);
    expect(socket.texts()[0]).toContain('"event":"hello"');
    socket.destroy();
  });

  test("RFC 9110, 7.8: who would rather speak HTTP/2 is answered in HTTP/1.1", async () => {
    const headers = { Upgrade: "h2c", Connection: "Upgrade, HTTP2-Settings", "HTTP2-Settings": "AAMAAABkAAQAAP__" };
    const { status, socket } = await knock({ path: "/healthz", headers });
    expect(status).toBe(200);
    socket.destroy();
  });
});

describe("sections 5 to 8: frames", () => {
  const command = (requestId: string, padding = "") =>
    JSON.stringify({ action: "ping", requestId, ...(padding && { padding }) });
  const text = (payload: Buffer | string, more = {}) => rawFrame({ opcode: opcodes.text, payload, ...more });
  const rest = (payload: Buffer | string, fin = true) => rawFrame({ opcode: opcodes.continuation, payload, fin });
  const start = (payload: Buffer | string) => text(payload, { fin: false });
  const ping = (payload: Buffer | string = "", more = {}) => rawFrame({ opcode: opcodes.ping, payload, ...more });
  const close = (payload: Buffer | string = "", more = {}) => rawFrame({ opcode: opcodes.close, payload, ...more });
  const whole = Buffer.from(command("1"));
  const cut = (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at)] as const;
  const bytewise = (bytes: Buffer) => Array.from(bytes, (byte) => Buffer.from([byte]));
  /** The two halves of a command whose emoji is cut in the middle. */
  const emoji = Buffer.from(command("1", "🎉"));
  const [emojiHead, emojiTail] = cut(emoji, emoji.indexOf("🎉") + 2);
  const declared = (...bytes: number[]) => Buffer.from([0x81, ...bytes, 1, 2, 3, 4]);

  /** What is expected: a close code (`null`: a close frame without any), or frames and a connection that goes on. */
  type Expected =
    | { readonly closed: number | null; readonly errors?: number }
    | { readonly replies?: readonly string[]; readonly pongs?: readonly string[]; readonly errors?: number };
  type Row = readonly [section: string, what: string, segments: readonly Buffer[], expected: Expected];

  const replied = (...replies: string[]): Expected => ({ replies });
  const ponged = (...pongs: string[]): Expected => ({ pongs });
  const closed = (code: number | null): Expected => ({ closed: code });

  const rows: readonly Row[] = [
    ["5.1", "a text without a mask", [text(whole, { mask: null })], closed(1002)],
    ["5.1", "a ping without a mask", [ping("x", { mask: null })], closed(1002)],
    ["5.1", "a close without a mask", [close(closing(1000), { mask: null })], closed(1002)],
    ["5.3", "a mask of zeros", [text(whole, { mask: Buffer.alloc(4) })], replied("1")],
    ["5.3", "a mask of ones", [text(whole, { mask: Buffer.alloc(4, 0xff) })], replied("1")],

    ["5.2", "the first reserved bit", [text(whole, { rsv: 4 })], closed(1002)],
    ["5.2", "the second reserved bit", [text(whole, { rsv: 2 })], closed(1002)],
    ["5.2", "the third reserved bit", [text(whole, { rsv: 1 })], closed(1002)],
    ["5.2", "a reserved bit on a ping", [ping("x", { rsv: 4 })], closed(1002)],
    ["5.2", "a reserved bit on a continuation", [start("{"), rawFrame({ opcode: 0, rsv: 4 })], closed(1002)],
    ["5.2", "the reserved data opcode 3", [rawFrame({ opcode: 3, payload: whole })], closed(1002)],
    ["5.2", "the reserved data opcode 7", [rawFrame({ opcode: 7 })], closed(1002)],
    ["5.2", "the reserved control opcode 11", [rawFrame({ opcode: 11 })], closed(1002)],
    ["5.2", "the reserved control opcode 15", [rawFrame({ opcode: 15 })], closed(1002)],
    [
      "5.2",
      "a length of 125 in 7 bits",
      [text(command("1", "x".repeat(125 - command("1", " ").length + 1)))],
      replied("1"),
    ],
    [
      "5.2",
      "a length of 126 in 16 bits",
      [text(command("1", "x".repeat(126 - command("1", " ").length + 1)))],
      replied("1"),
    ],
    [
      "5.2",
      "a length of 65,535 in 16 bits",
      [text(command("1", "x".repeat(65_535 - command("1", " ").length + 1)))],
      replied("1"),
    ],
    [
      "5.2",
      "a length of 65,536 in 64 bits",
      [text(command("1", "x".repeat(65_536 - command("1", " ").length + 1)))],
      replied("1"),
    ],
    // The smallest form is the sender's duty; the length is unmistakable, and nothing is read beyond it.
    ["5.2", "a short length in 16 bits", [text(whole, { lengthBits: 16 }), text(command("2"))], replied("1", "2")],
    ["5.2", "a short length in 64 bits", [text(whole, { lengthBits: 64 }), text(command("2"))], replied("1", "2")],
    ["5.2", "a length whose highest bit is set", [declared(0xff, 0x80, 0, 0, 0, 0, 0, 0, 0)], closed(1009)],
    ["5.2", "a length of 2^63 - 1", [declared(0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)], closed(1009)],
    ["7.4.1", "a length of 2^62", [declared(0xff, 0x40, 0, 0, 0, 0, 0, 0, 0)], closed(1009)],
    ["7.4.1", "a length one byte over the limit", [declared(0xff, 0, 0, 0, 0, 0, 0x10, 0, 1)], closed(1009)],
    [
      "7.4.1",
      "fragments that are too long together",
      Array.from({ length: 17 }, (_, n) => rawFrame({ opcode: n ? 0 : 1, payload: "x".repeat(65_536), fin: n === 16 })),
      closed(1009),
    ],

    ["5.4", "a text in two fragments", [start(whole.subarray(0, 5)), rest(whole.subarray(5))], replied("1")],
    [
      "5.4",
      "a text in a fragment for each byte",
      [start(""), ...bytewise(whole).map((one) => rest(one, false)), rest("")],
      replied("1"),
    ],
    [
      "5.4",
      "empty fragments before, between and after",
      [start(""), rest("", false), rest(whole, false), rest("", false), rest("")],
      replied("1"),
    ],
    ["5.4", "a message of empty fragments", [start(""), rest("")], { errors: 1 }],
    [
      "5.4",
      "a ping between fragments is answered at once",
      [start(whole.subarray(0, 5)), ping("mid"), rest(whole.subarray(5))],
      { replies: ["1"], pongs: ["mid"] },
    ],
    [
      "5.4",
      "a pong between fragments",
      [start(whole.subarray(0, 5)), rawFrame({ opcode: opcodes.pong, payload: "x" }), rest(whole.subarray(5))],
      replied("1"),
    ],
    ["5.4", "a close between fragments", [start(whole.subarray(0, 5)), close(closing(1000))], closed(1000)],
    ["5.4", "a continuation of nothing", [rest(whole)], closed(1002)],
    ["5.4", "a continuation of nothing that goes on", [rest(whole, false)], closed(1002)],
    ["5.4", "a continuation after the end", [start("{"), rest("}"), rest("{")], { closed: 1002, errors: 1 }],
    ["5.4", "a new text within a message", [start("{"), text(whole)], closed(1002)],
    [
      "5.4",
      "a binary frame within a text",
      [start("{"), rawFrame({ opcode: opcodes.binary, payload: "}" })],
      closed(1002),
    ],

    ["5.5", "a fragmented ping", [ping("x", { fin: false })], closed(1002)],
    ["5.5", "a fragmented pong", [rawFrame({ opcode: opcodes.pong, fin: false })], closed(1002)],
    ["5.5", "a fragmented close", [close(closing(1000), { fin: false })], closed(1002)],
    ["5.5", "a ping of 126 bytes", [ping("x".repeat(126))], closed(1002)],
    ["5.5", "a pong of 126 bytes", [rawFrame({ opcode: opcodes.pong, payload: "x".repeat(126) })], closed(1002)],
    ["5.5", "a close of 126 bytes", [close(closing(1000, "x".repeat(124)))], closed(1002)],
    ["5.5.2", "a ping of 125 bytes comes back whole", [ping("x".repeat(125))], ponged("x".repeat(125))],
    ["5.5.2", "an empty ping", [ping()], ponged("")],
    [
      "5.5.2",
      "a ping of any bytes",
      [ping(Buffer.from([0, 0xff, 0xfe, 0x80]))],
      ponged(Buffer.from([0, 0xff, 0xfe, 0x80]).toString("latin1")),
    ],
    ["5.5.3", "pings are answered in their order", [ping("a"), ping("b")], ponged("a", "b")],
    [
      "5.5.3",
      "a pong that nobody asked for",
      [rawFrame({ opcode: opcodes.pong, payload: "hi" }), text(whole)],
      replied("1"),
    ],

    ["5.5.1", "a close with 1000", [close(closing(1000, "bye"))], closed(1000)],
    ["5.5.1", "a close without a code", [close()], closed(null)],
    ["5.5.1", "a close of one byte", [close(Buffer.from([3]))], closed(1002)],
    ["5.5.1", "a close with a reason of 123 bytes", [close(closing(1000, "x".repeat(123)))], closed(1000)],
    ["5.5.1", "what follows a close is not read", [close(closing(1000)), text(whole), rest("?")], closed(1000)],
    ["7.4.1", "a close with 1001", [close(closing(1001))], closed(1001)],
    ["7.4.2", "a close with 3000, a library's", [close(closing(3000))], closed(3000)],
    ["7.4.2", "a close with 4999, our own", [close(closing(4999))], closed(4999)],
    ["7.4.2", "a close with 0", [close(closing(0))], closed(1002)],
    ["7.4.2", "a close with 999", [close(closing(999))], closed(1002)],
    ["7.4.1", "a close with 1004", [close(closing(1004))], closed(1002)],
    ["7.4.1", "a close with 1005", [close(closing(1005))], closed(1002)],
    ["7.4.1", "a close with 1006", [close(closing(1006))], closed(1002)],
    ["7.4.1", "a close with 1015", [close(closing(1015))], closed(1002)],
    ["7.4.2", "a close with 2999", [close(closing(2999))], closed(1002)],
    ["7.4.2", "a close with 5000", [close(closing(5000))], closed(1002)],
    ["7.4.2", "a close with 65,535", [close(closing(65_535))], closed(1002)],
    ["8.1", "a close whose reason is no UTF-8", [close(closing(1000, Buffer.from([0xce, 0xba, 0xe1])))], closed(1007)],

    ["8.1", "a character cut by two fragments", [start(emojiHead), rest(emojiTail)], replied("1")],
    ["8.1", "a character cut by two segments", [...cut(text(emoji), 40)], replied("1")],
    ["8.1", "bytes that no UTF-8 has", [text(Buffer.from([0x22, 0xff, 0xfe, 0x22]))], closed(1007)],
    ["8.1", "a character that is never finished", [text(Buffer.from([0x22, 0xe4, 0xbb]))], closed(1007)],
    [
      "8.1",
      "half a character in each of two messages",
      [text(Buffer.from([0x22, 0xe4, 0xbb])), text(Buffer.from([0xa5, 0x22]))],
      closed(1007),
    ],
    ["8.1", "an overlong slash", [text(Buffer.from([0x22, 0xc0, 0xaf, 0x22]))], closed(1007)],
    ["8.1", "a surrogate in UTF-8", [text(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))], closed(1007)],
    ["8.1", "a character beyond U+10FFFF", [text(Buffer.from([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]))], closed(1007)],
    ["8.1", "invalid bytes in the second fragment", [start('"'), rest(Buffer.from([0xff, 0x22]))], closed(1007)],

    [
      "5.6",
      "a binary frame is read, and is no envelope",
      [rawFrame({ opcode: opcodes.binary, payload: whole })],
      { errors: 1 },
    ],
    [
      "5.6",
      "a binary message in fragments",
      [rawFrame({ opcode: 2, payload: "a", fin: false }), rest("b")],
      { errors: 1 },
    ],
    ["5.6", "an empty text", [text("")], { errors: 1 }],
    ["5.2", "byte by byte", bytewise(text(whole)), replied("1")],
    ["5.2", "two frames in one segment", [Buffer.concat([text(whole), text(command("2"))])], replied("1", "2")],
    [
      "5.2",
      "a frame and a half, then the other half",
      [...cut(Buffer.concat([text(whole), text(command("2"))]), 60)],
      replied("1", "2"),
    ],
  ];

  test("the table is as long as it promises", () => {
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(new Set(rows.map(([, what]) => what)).size).toBe(rows.length);
  });

  test.each(rows)("%s: %s", async (_, __, segments, expected) => {
    const socket = await open();
    for (const segment of segments) {
      socket.write(segment);
      // Each in a segment of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if ("closed" in expected) {
      await socket.ended;
      const frames = socket.frames();
      const last = frames.at(-1);
      expect(last?.opcode).toBe(opcodes.close);
      expect(last && (last.payload.length === 0 ? null : last.payload.readUInt16BE())).toBe(expected.closed);
      expect(frames.filter(({ opcode }) => opcode === opcodes.close)).toHaveLength(1);
      expect(socket.texts().filter((one) => one.includes('"type":"reply"'))).toHaveLength(expected.errors ?? 0);
      return;
    }
    // The connection goes on, and has answered everything before this by then.
    socket.write(text(command("last")));
    await expect.poll(() => socket.texts().some((one) => one.includes('"last"'))).toBe(true);
    const { replies = [], pongs = [], errors = 0 } = expected;
    const heard = socket.texts().slice(1);
    for (const requestId of replies)
      expect(heard.filter((one) => one.includes(`"requestId":"${requestId}"`))).toHaveLength(1);
    expect(heard.filter((one) => one.includes('"code":"badEnvelope"'))).toHaveLength(errors);
    expect(heard.filter((one) => one.includes('"type":"reply"'))).toHaveLength(replies.length + errors + 1);
    const pongsHeard = socket.frames().filter(({ opcode }) => opcode === opcodes.pong);
    expect(pongsHeard.map(({ payload }) => payload.toString("latin1"))).toEqual(pongs);
    socket.destroy();
  });

  test("7.1.5: who goes away in the middle of a frame is forgotten", async () => {
    const socket = await open();
    expect(node.gateway.presence.of(mallory.id).size).toBe(1);
    socket.write(text(whole).subarray(0, 9));
    socket.socket.end();
    await socket.ended;
  });

  test("7.1.1: it is the server that ends the TCP connection", async () => {
    const socket = await open();
    let endedByServer = false;
    socket.socket.once("end", () => {
      endedByServer = true;
    });
    socket.write(close(closing(1000)));
    await socket.ended;
    expect(endedByServer).toBe(true);
  });
});

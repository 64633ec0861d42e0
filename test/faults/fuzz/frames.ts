/** Command frames as nobody should send them: made of the contract's own samples, or of nothing at all. */
import golden from "#contract/golden/commands.v1.json" with { type: "json" };
import type { Random } from "./random.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const samples: readonly object[] = Object.values(golden);
const sampleTexts = samples.map((sample) => JSON.stringify(sample));

const oddStrings = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e",
  "null",
  "__proto__",
  "constructor",
  "toString",
  "$connect",
  "engineering",
  "👩‍👩‍👧‍👦",
  "%00",
  "../..",
  "' OR 1=1 --",
  "<@x>",
  "\r\n\r\n",
  "01931f6e-0000-7000-8000-0000000000a1",
  "x".repeat(300),
] as const;
const oddNumbers = [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, 5e-324] as const;

/** One frame's text, as bytes: most are envelopes, so that what lies behind the first check is tried, too. */
export function oddFrame(random: Random): Buffer {
  const what = random.int(100);
  if (what < 8) return Buffer.from(keyed(random, sample(random)));
  if (what < 86) return Buffer.from(keyed(random, withOddField(random)));
  if (what < 94) return mutated(random, Buffer.from(random.pick(sampleTexts)));
  if (what < 97) return Buffer.from(JSON.stringify(oddValue(random, 3)));
  if (what < 99) return Buffer.from(random.bytes(random.int(200)).toString("latin1"));
  if (!random.once(5)) return random.bytes(random.int(100));
  return Buffer.from(keyed(random, { ...sample(random), padding: "x".repeat(random.int(80_000)) }));
}

/** Bits turned, spans left out, doubled, or filled with something else. */
export function mutated(random: Random, bytes: Buffer): Buffer {
  let all = Buffer.from(bytes);
  for (let n = 1 + random.int(3); n > 0; n--) {
    const at = random.int(all.length + 1);
    const until = Math.min(all.length, at + random.int(12));
    const [head, span, tail] = [all.subarray(0, at), all.subarray(at, until), all.subarray(until)];
    const way = random.int(6);
    if (way === 0) all = Buffer.concat([head, tail]);
    else if (way === 1) all = Buffer.concat([head, span, span, tail]);
    else if (way === 2) all = Buffer.concat([head, random.bytes(span.length), tail]);
    else if (way === 3) all = Buffer.from(head);
    else if (way === 4)
      all = Buffer.concat([head, Buffer.from(random.pick(sampleTexts)).subarray(random.int(80)), tail]);
    else if (at < all.length) all.writeUInt8(all.readUInt8(at) ^ (1 << random.int(8)), at);
  }
  return all;
}

const sample = (random: Random): Record<string, unknown> => ({ ...random.pick(samples) });

/** A requestId of its own, or it would be told that it was used before. */
function keyed(random: Random, frame: Record<string, unknown>): string {
  if (random.once(20)) return JSON.stringify(frame);
  // Most rooms are none: the database is not what is tried here.
  const roomId = "roomId" in frame && !random.once(4) ? { roomId: `r${random.int(1000)}` } : {};
  return JSON.stringify({ ...frame, ...roomId, requestId: `${random.int(2 ** 32)}` });
}

function withOddField(random: Random): Record<string, unknown> {
  const frame = sample(random);
  const inside = "payload" in frame && !random.once(4);
  const target: Record<string, unknown> = inside ? { ...Object(frame["payload"]) } : frame;
  const name = random.pick([...Object.keys(target), "extra", "__proto__"]);
  if (random.once(4)) delete target[name];
  else Object.defineProperty(target, name, { value: oddValue(random, 3), enumerable: true, configurable: true });
  return inside ? { ...frame, payload: target } : target;
}

function oddValue(random: Random, depth: number): Json {
  switch (random.int(depth > 0 ? 8 : 5)) {
    case 0:
      return random.pick([null, true, false]);
    case 1:
      return random.pick(oddNumbers);
    case 2:
      return random.int(200) - 50;
    case 3:
      return random.pick(oddStrings);
    case 4:
      return random.bytes(random.int(40)).toString("utf16le");
    case 5:
      return Array.from({ length: random.int(6) }, () => oddValue(random, depth - 1));
    case 6:
      return Object.fromEntries(
        Array.from({ length: random.int(6) }, () => [random.pick(oddStrings), oddValue(random, depth - 1)]),
      );
    default:
      // Deep ones cost the most by far.
      return nested(random.once(10) ? random.int(2_000) : random.int(20));
  }
}

function nested(levels: number): Json {
  let value: Json = [];
  for (let n = 0; n < levels; n++) value = [value];
  return value;
}

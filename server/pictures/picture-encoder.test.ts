import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { createPictureEncoder } from "./picture-encoder.ts";

const encode = createPictureEncoder();
const refused = { code: "invalidPayload", issues: [{ path: "bytes" }] };

const [red, blue] = [
  { r: 200, g: 20, b: 20 },
  { r: 20, g: 20, b: 200 },
];
const plain = (width: number, height: number, background: string | typeof red = red) =>
  sharp({ create: { width, height, channels: 3, background } });
/** Red on the left, blue on the right. */
const halves = (size: number) =>
  plain(size, size).composite([
    { input: { create: { width: size / 2, height: size, channels: 3, background: blue } }, left: size / 2, top: 0 },
  ]);

/** Whether a picture is rather red than blue at a place. */
async function isRedAt(bytes: Uint8Array, left: number, top: number): Promise<boolean> {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (data[0] ?? 0) > (data[2] ?? 0);
}

test.each(["jpeg", "png", "webp"] as const)(
  "a %s becomes a WebP of 256 by 256, named by its digest",
  async (format) => {
    const { bytes, digest } = await encode(await plain(640, 480).toFormat(format).toBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
    expect(Buffer.from(digest)).toEqual(createHash("sha256").update(bytes).digest());
    expect(bytes.byteLength).toBeLessThan(20_000);
  },
);

test("the same picture is the same again, so that sending it twice changes nothing", async () => {
  const png = await halves(300).png().toBuffer();
  expect(Buffer.from((await encode(png)).digest)).toEqual(Buffer.from((await encode(png)).digest));
});

test("a photograph is turned upright, and tells neither where nor by what it was taken", async () => {
  const jpeg = await halves(400)
    .withExif({ IFD0: { Make: "Spycam" }, IFD3: { GPSLatitude: "52/1 31/1 12/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(jpeg).metadata()).exif).toBeDefined();
  const { bytes } = await encode(jpeg);
  const { exif, xmp, icc, orientation } = await sharp(bytes).metadata();
  expect([exif, xmp, icc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect(Buffer.from(bytes).includes("Spycam")).toBe(false);
  // Turned by a quarter: what was left is above.
  expect([await isRedAt(bytes, 128, 20), await isRedAt(bytes, 128, 236)]).toEqual([true, false]);
});

test("of an animation there is its first frame, and it stands still", async () => {
  const frames = await Promise.all([red, blue, "#fff"].map((color) => plain(64, 64, color).png().toBuffer()));
  const animated = await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100, 100] })
    .toBuffer();
  expect((await sharp(animated, { animated: true }).metadata()).pages).toBe(3);
  const { bytes } = await encode(animated);
  expect((await sharp(bytes, { animated: true }).metadata()).pages).toBeUndefined();
  expect(await isRedAt(bytes, 128, 128)).toBe(true);
});

test("what is transparent stays so", async () => {
  const png = await sharp({ create: { width: 50, height: 50, channels: 4, background: { ...red, alpha: 0 } } })
    .png()
    .toBuffer();
  expect((await sharp((await encode(png)).bytes).stats()).isOpaque).toBe(false);
});

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>`;
const jpeg = await halves(400).jpeg().toBuffer();
const png = await halves(400).png().toBuffer();

test.each<[what: string, bytes: Uint8Array]>([
  ["an SVG", Buffer.from(svg)],
  ["an SVG behind an XML declaration", Buffer.from(`<?xml version="1.0"?>\n${svg}`)],
  ["a GIF", await plain(20, 20).gif().toBuffer()],
  ["a TIFF", await plain(20, 20).tiff().toBuffer()],
  ["an AVIF", await plain(20, 20).avif().toBuffer()],
  ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
  ["garbage", Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7919) % 251))],
  ["half a JPEG", jpeg.subarray(0, jpeg.length / 2)],
  ["half a PNG", png.subarray(0, png.length / 2)],
  ["a JPEG's beginning before garbage", Buffer.concat([jpeg.subarray(0, 200), Buffer.alloc(3_000, 85)])],
  ["one byte", Buffer.from([255])],
])("%s is refused", async (_, bytes) => {
  await expect(encode(bytes)).rejects.toMatchObject(refused);
});

const oneBit = { depth: 1, color: 0, bits: 1 };
/** Each of red, green, blue and alpha. */
const sixteenBits = { depth: 16, color: 6, bits: 64 };

/** A PNG of one colour: a thousandth of what it unfolds to. */
function pngOf(side: number, { depth, color, bits } = oneBit): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [length, checksum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), data])];
    length.writeUInt32BE(data.length);
    checksum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, checksum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header[8] = depth;
  header[9] = color;
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil((side * bits) / 8))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

test("a small file that unfolds to a huge picture is refused", async () => {
  expect(await encode(pngOf(5_000))).toBeDefined();
  const bomb = pngOf(12_000);
  expect(bomb.byteLength).toBeLessThan(100_000);
  await expect(encode(bomb)).rejects.toMatchObject(refused);
});

test("a small file whose pixels are few, but wide, is refused where they unfold to as much", async () => {
  expect(await encode(pngOf(1_000, sixteenBits))).toBeDefined();
  await expect(encode(pngOf(3_600, sixteenBits))).rejects.toMatchObject(refused);
});

test("two pictures are prepared at once, 32 wait, and whoever comes then is told to come back", async () => {
  const crowded = createPictureEncoder();
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => crowded(png)));
  const refusals = answers.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refusals).toHaveLength(6);
  for (const each of refusals) expect(each).toMatchObject({ code: "overloaded", retryAfterMs: expect.any(Number) });
});

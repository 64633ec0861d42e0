/**
 * Makes a profile picture of whatever somebody sends: decoded, turned upright, cut to a square, encoded anew. Nothing of
 * the original's bytes is kept, so neither is what hides in them (places, names, a page that a browser would run).
 */
import { createHash } from "node:crypto";
import type { Picture } from "#server/domain/account-ports.ts";
import { DomainError } from "#server/domain/errors.ts";
import { createGate } from "#server/domain/gate.ts";

/** Twice the largest size that the app shows. */
const sidePixels = 256;
/** A photograph of a good telephone; a small file that unfolds to more than this is no honest picture. */
const maxInputPixels = 25_000_000;
/** Of four channels with 8 bits each; with 16, as no photograph has them, there may be half as many pixels. */
const maxInputBytes = 4 * maxInputPixels;
const maxSeconds = 10;
/** Each takes one thread of libuv's four, and up to 150 MB for a moment, which is what a progressive JPEG takes. */
const atOnce = 2;
const maxWaiting = 32;

export type EncodePicture = (bytes: Uint8Array) => Promise<Picture>;

/** Throws `invalidPayload` where the bytes are no JPEG, PNG or WebP that can be read, `overloaded` where too many wait. */
export function createPictureEncoder(): EncodePicture {
  const gate = createGate({
    atOnce,
    maxWaiting,
    busy: "Too many pictures are being prepared. Try again in a moment.",
  });
  return (bytes) => gate.run("all", () => encode(bytes));
}

async function encode(input: Uint8Array): Promise<Picture> {
  const sharp = await loadSharp();
  const picture = sharp(input, { limitInputPixels: maxInputPixels, failOn: "error", pages: 1, autoOrient: true });
  const bytes = await picture
    .metadata()
    .then(({ width, height, channels, depth }) => {
      if (width * height * channels * (depth === "uchar" ? 1 : 2) > maxInputBytes) throw new Error("too many bytes");
      return picture
        .resize(sidePixels, sidePixels, { fit: "cover" })
        .webp({ quality: 82 })
        .timeout({ seconds: maxSeconds })
        .toBuffer();
    })
    .catch((cause: unknown) => {
      throw new DomainError("invalidPayload", "This picture cannot be read. Try another one: JPEG, PNG or WebP.", {
        issues: [{ path: "bytes", message: "must be a JPEG, PNG or WebP picture of at most 25 megapixels" }],
        cause,
      });
    });
  return { bytes, digest: createHash("sha256").update(bytes).digest() };
}

/** Loaded by the first picture: a server without any starts faster, and also where libvips cannot be loaded. */
let loading: ReturnType<typeof load> | undefined;
function loadSharp() {
  loading ??= load();
  return loading;
}

async function load() {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  // Of all that libvips reads, only what the route takes: no SVG, no PDF, nothing that others wrote a loader for.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
  });
  return sharp;
}

/** A picture made small in the browser, so that little is sent: opened, turned upright, cut to a square. */
import type { Image } from "#contract/rest.ts";

/** `url` is an object URL: to be revoked by whoever asked. */
export type Source = { readonly url: string; readonly canvas: HTMLCanvasElement };
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** More pixels than this nobody sees in a picture of a few centimetres. */
const sourcePx = 1_600;
const squarePx = 512;

/** Rejects where the browser cannot read the file. */
export async function sourceOf(file: Blob): Promise<Source> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, sourcePx / Math.max(bitmap.width, bitmap.height));
  const canvas = drawn(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
    (context) => context.drawImage(bitmap, 0, 0, bitmap.width * scale, bitmap.height * scale),
  );
  bitmap.close();
  return { canvas, url: URL.createObjectURL(await encoded(canvas)) };
}

export async function squareOf({ canvas }: Source, { x, y, width, height }: Area): Promise<Image> {
  const square = drawn(squarePx, squarePx, (context) => {
    context.imageSmoothingQuality = "high";
    context.drawImage(canvas, x, y, width, height, 0, 0, squarePx, squarePx);
  });
  const blob = await encoded(square);
  // Safari makes PNG of what it was asked to make WebP.
  const type = blob.type === "image/webp" ? "image/webp" : "image/png";
  return { type, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

function drawn(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no canvas to draw on.");
  draw(context);
  return canvas;
}

const encoded = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be encoded."))),
      "image/webp",
      0.9,
    ),
  );
